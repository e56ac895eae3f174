package dev.lectern.readers.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files of each format, made here. */
final class FormatSamples {

    static final String MAIL = """
            From: =?utf-8?Q?J=C3=BCrgen?= <juergen@example.org>
            To: Ann <ann@example.org>,
             Bob <bob@example.org>
            Subject: =?iso-8859-1?B?R3L832U=?= from the pier
            Date: Tue, 4 Mar 2025 10:15:00 +0100
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="outer"

            This is a multi-part message.
            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            The ferry leaves at =
            six. Caf=C3=A9 closed.
            --inner
            Content-Type: text/html; charset=utf-8

            <p>The <b>ferry</b> leaves at six.</p>
            --inner--
            --outer
            Content-Type: text/csv; name="tides.csv"
            Content-Disposition: attachment; filename="tides.csv"
            Content-Transfer-Encoding: base64

            ZGF5LGhpZ2gKTW9uLDA3OjEwCg==
            --outer--
            """;

    private FormatSamples() {}

    /** Returns a file per name; the name's ending is that of its format. */
    static Map<String, byte[]> all() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.adoc", utf8("= Pier\n\n== Boats\n\nTwo boats.\n"));
        files.put("a.csv", utf8("name,count\n\"Gull, grey\",3\nTern,4\n"));
        files.put("a.gz", gzip(utf8("The tide turns.")));
        files.put("a.html", utf8("<h1>Pier</h1><p>Two boats."));
        files.put("a.json", utf8("{\"id\": 7, \"body\": \"The tide turns.\"}"));
        files.put("a.tex", utf8("\\section{Pier}\nTwo boats.\n"));
        files.put("a.eml", utf8(MAIL));
        files.put("a.md", utf8("# Pier\n\nTwo boats.\n"));
        files.put("a.mbox", utf8("""
                        From a@example.org Tue Mar  4 10:15:00 2025
                        Subject: one

                        First.

                        From b@example.org Tue Mar  4 10:16:00 2025
                        Subject: two

                        Second.
                        """));
        files.put(
                "a.ipynb",
                utf8("{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"# Pier\\n\", \"Two boats.\"]},"
                        + "{\"cell_type\": \"code\", \"source\": \"print(1)\","
                        + " \"outputs\": [{\"output_type\": \"stream\", \"text\": [\"1\\n\"]}]}],"
                        + " \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}, \"nbformat\": 4}"));
        files.put("a.org", utf8("* TODO Pier :work:\n** Boats\nTwo boats.\n"));
        files.put("a.pdf", Pdfs.of("Two boats."));
        files.put("a.txt", utf8("Two boats."));
        files.put("a.rst", utf8("====\nPier\n====\n\nBoats\n-----\n\nTwo boats.\n"));
        files.put("a.py", utf8("class Boat:\n    def sail(self):\n        return 1\n"));
        files.put("a.srt", utf8("""
                        1
                        00:00:01,000 --> 00:00:02,000
                        <i>Two boats.</i>

                        2
                        00:01:05,000 --> 00:01:06,500
                        One pier.
                        """));
        files.put("a.tar", tar(Map.of("notes/a.txt", utf8("Two boats."))));
        files.put("a.xml", utf8("<?xml version=\"1.0\"?><log><title>Pier</title><p>Two boats.</p></log>"));
        files.put("a.zip", zip(Map.of("notes/a.txt", utf8("Two boats."))));
        return files;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                out.putNextEntry(header);
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Writes ustar headers with names of at most 100 bytes. */
    static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] header = new byte[512];
            put(header, 0, entry.getKey());
            put(header, 124, String.format("%011o", entry.getValue().length));
            put(header, 156, "0");
            put(header, 257, "ustar");
            bytes.write(header);
            bytes.write(entry.getValue());
            bytes.write(new byte[(512 - entry.getValue().length % 512) % 512]);
        }
        bytes.write(new byte[1024]);
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}

package dev.lectern.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A small file of each format that can be read, with one sentence in it. Stateless. */
final class FormatFiles {

    private FormatFiles() {}

    /** A file and what it is called. */
    @SuppressWarnings("ArrayRecordComponent") // compared with nothing
    record Sample(String name, byte[] bytes) {}

    /** Returns a file for the provider of a format. */
    static Sample of(String format, String sentence) throws IOException {
        return switch (format) {
            case "asciidoc" -> text("a.adoc", "= Birds\n\n" + sentence + "\n");
            case "compressed" -> new Sample("a.txt.bz2", bzip2(utf8(sentence)));
            case "csv" -> text("a.csv", "bird,count\n\"" + sentence + "\",3\n");
            case "data-tables" -> new Sample("a.dbf", dbf(sentence));
            case "epub" -> new Sample("a.epub", epub(sentence));
            case "gzip" -> new Sample("a.txt.gz", gzip(utf8(sentence)));
            case "html" -> text("a.html", "<h1>Birds</h1><p>" + sentence);
            case "json" -> text("a.json", "{\"id\": 7, \"body\": \"" + sentence + "\"}");
            case "latex" -> text("a.tex", "\\section{Birds}\n" + sentence + "\n");
            case "mail" -> text("a.eml", mail(sentence));
            case "markdown" -> text("a.md", "# Birds\n\n" + sentence + "\n");
            case "mbox" ->
                text("a.mbox", "From a@example.org Tue Mar  4 10:15:00 2025\nSubject: birds\n\n" + sentence + "\n");
            case "more-office" ->
                text("a.mif", "<MIFFile 7.00>\n<TextFlow\n<Para\n<ParaLine\n<String `" + sentence + "'>\n>\n>\n>\n");
            case "notebook" ->
                text(
                        "a.ipynb",
                        "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": [\"" + sentence
                                + "\"]}], \"metadata\": {}, \"nbformat\": 4}");
            case "ole" ->
                new Sample("birds", workbook(new HSSFWorkbook(), sentence)); // no ending says which program made it
            case "open-document" -> new Sample("a.odt", odt(sentence));
            case "org" -> text("a.org", "* Birds\n" + sentence + "\n");
            case "outlook" -> new Sample("a.msg", msg(sentence));
            case "pdf" -> new Sample("a.pdf", SmallFiles.named("a.pdf", sentence));
            case "rst" -> text("a.rst", "Birds\n=====\n\n" + sentence + "\n");
            case "rtf" -> text("a.rtf", "{\\rtf1\\ansi " + sentence + "\\par}");
            case "seven-zip" -> new Sample("a.7z", sevenZip("notes/a.txt", utf8(sentence)));
            case "sheets" -> new Sample("a.xlsx", workbook(new XSSFWorkbook(), sentence));
            case "slides" -> new Sample("a.pptx", pptx(sentence));
            case "source-code" -> text("a.py", "class Bird:\n    # " + sentence + "\n    legs = 2\n");
            case "subtitles" -> text("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n<i>" + sentence + "</i>\n");
            case "tar" -> new Sample("a.tar", tar("notes/a.txt", utf8(sentence)));
            case "text" -> text("a.txt", sentence);
            case "word" -> new Sample("a.docx", SmallFiles.named("a.docx", sentence));
            case "xml" -> text("a.xml", "<?xml version=\"1.0\"?><log><p>" + sentence + "</p></log>");
            case "zip" -> new Sample("a.zip", zip(Map.of("notes/a.txt", utf8(sentence))));
            default -> throw new AssertionError("a format without a sample here: " + format);
        };
    }

    /** Returns files of programs before 2007 whose newer kind stands above. */
    static List<Sample> older(String sentence) throws IOException {
        return List.of(new Sample("a.xls", workbook(new HSSFWorkbook(), sentence)), new Sample("a.ppt", ppt(sentence)));
    }

    private static Sample text(String name, String content) {
        return new Sample(name, utf8(content));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String mail(String sentence) {
        return "From: ann@example.org\nTo: bob@example.org\nSubject: birds\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee below.\n--b\n"
                + "Content-Type: text/csv\nContent-Disposition: attachment; filename=birds.csv\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(utf8("bird\n" + sentence + "\n")) + "\n--b--\n";
    }

    private static byte[] workbook(Workbook book, String sentence) throws IOException {
        try (book) {
            book.createSheet("Birds").createRow(0).createCell(0).setCellValue(sentence);
            return bytes(book::write);
        }
    }

    private static byte[] pptx(String sentence) throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText(sentence);
            return bytes(show::write);
        }
    }

    private static byte[] ppt(String sentence) throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            show.createSlide().createTextBox().setText(sentence);
            return bytes(show::write);
        }
    }

    private static byte[] odt(String sentence) throws IOException {
        String names = "urn:oasis:names:tc:opendocument:xmlns:";
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
        entries.put(
                "content.xml",
                utf8("<office:document-content xmlns:office=\"" + names + "office:1.0\" xmlns:text=\"" + names
                        + "text:1.0\"><office:body><office:text><text:p>" + sentence
                        + "</text:p></office:text></office:body></office:document-content>"));
        return zip(entries);
    }

    private static byte[] epub(String sentence) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", utf8("application/epub+zip"));
        entries.put(
                "META-INF/container.xml",
                utf8("<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles>"
                        + "<rootfile full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/>"
                        + "</rootfiles></container>"));
        entries.put(
                "book.opf",
                utf8("<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><manifest>"
                        + "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                        + "<spine><itemref idref=\"a\"/></spine></package>"));
        entries.put(
                "a.xhtml",
                utf8("<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body><p>" + sentence
                        + "</p></body></html>"));
        return zip(entries);
    }

    /** Writes a message as Outlook does: properties as streams, and a table of those with a fixed size. */
    private static byte[] msg(String sentence) throws IOException {
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            put(files, "001A", "IPM.Note");
            put(files, "0037", "birds");
            put(files, "1000", sentence);
            files.createDocument(new ByteArrayInputStream(new byte[32]), "__properties_version1.0");
            return bytes(files::writeFilesystem);
        }
    }

    private static void put(POIFSFileSystem files, String property, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_16LE);
        files.createDocument(new ByteArrayInputStream(bytes), "__substg1.0_" + property + "001F");
    }

    /** Writes a table of dBASE III with one column of 60 characters and one row. */
    private static byte[] dbf(String sentence) {
        ByteBuffer table = ByteBuffer.allocate(32 + 32 + 1 + 61 + 1).order(ByteOrder.LITTLE_ENDIAN);
        table.put(new byte[] {3, 125, 3, 4}).putInt(1).putShort((short) 65).putShort((short) 61);
        table.position(32).put(utf8("BIRD")).position(32 + 11).put((byte) 'C');
        table.position(32 + 16).put((byte) 60).position(64).put((byte) 0x0D);
        table.put(utf8(String.format(" %-60s", sentence))).put((byte) 0x1A);
        return table.array();
    }

    private static byte[] bzip2(byte[] content) throws IOException {
        return bytes(out -> {
            try (OutputStream packing = new BZip2CompressorOutputStream(out)) {
                packing.write(content);
            }
        });
    }

    static byte[] gzip(byte[] content) throws IOException {
        return bytes(out -> {
            try (OutputStream packing = new GZIPOutputStream(out)) {
                packing.write(content);
            }
        });
    }

    static byte[] sevenZip(String name, byte[] content) throws IOException {
        try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
            try (SevenZOutputFile out = new SevenZOutputFile(channel)) {
                SevenZArchiveEntry entry = new SevenZArchiveEntry();
                entry.setName(name);
                out.putArchiveEntry(entry);
                out.write(content);
                out.closeArchiveEntry();
            }
            return Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    /** Writes one file with a header of ustar. */
    static byte[] tar(String name, byte[] content) throws IOException {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", content.length));
        put(header, 156, "0");
        put(header, 257, "ustar");
        return bytes(out -> {
            out.write(header);
            out.write(content);
            out.write(new byte[(512 - content.length % 512) % 512 + 1024]);
        });
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = utf8(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        return bytes(out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(header(entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
            }
            zip.finish();
        });
    }

    /** The entry that names the type of a package is not compressed. */
    private static ZipEntry header(String name, byte[] content) {
        ZipEntry header = new ZipEntry(name);
        if (name.equals("mimetype")) {
            CRC32 sum = new CRC32();
            sum.update(content);
            header.setMethod(ZipEntry.STORED);
            header.setSize(content.length);
            header.setCrc(sum.getValue());
        }
        return header;
    }

    /** Something that writes itself. */
    @FunctionalInterface
    private interface Written {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Written written) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        written.to(out);
        return out.toByteArray();
    }
}

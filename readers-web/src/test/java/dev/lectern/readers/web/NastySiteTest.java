package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.reader.ReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers do to those who read them: each ends as the right text or as a failure that says why. */
class NastySiteTest {

    /**
     * A page that is hard to read.
     *
     * @param name what is wrong with it
     * @param answer the whole answer
     * @param expected the text, or after "!" a part of the reason why there is none
     */
    private record Case(String name, RawServer.Answer answer, String expected) {

        /** Returns a short time where it is expected to be over, else one that a busy machine does not reach. */
        Duration orLong(String reason, Duration time) {
            return expected.contains(reason) ? time : Duration.ofMinutes(1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String HTML = "HTTP/1.1 200 OK\nContent-Type: text/html\nConnection: close\n\n";

    @ParameterizedTest(name = "{0}")
    @MethodSource({"charsets", "bodies", "encodings", "heads", "pages"})
    void page_isTextOrNamedFailure(Case nasty) throws IOException {
        try (RawServer server = new RawServer(nasty.answer);
                WebPageReader reader = WebPageReader.builder()
                        .http(http -> http.allowedAddresses(List.of("127.0.0.1"))
                                .maxRetries(0)
                                .readTimeout(nasty.orLong("SocketTimeoutException", Duration.ofMillis(400)))
                                .timeout(nasty.orLong("no whole answer within PT2S", Duration.ofSeconds(2)))
                                .maxBytes(11_000_000))
                        .build()) {
            String outcome;
            try {
                Document page = reader.load(server.address()).get(0);
                outcome = page.text();
            } catch (ReadException e) {
                outcome = "!" + e.getMessage();
            }
            if (nasty.expected.startsWith("!")) {
                assertThat(outcome)
                        .startsWith("!Could not read " + server.address() + ": ")
                        .contains(nasty.expected.substring(1));
            } else {
                assertThat(outcome).isEqualTo(nasty.expected);
            }
        }
    }

    private static Case page(String name, String type, String html, String charset, String expected) {
        byte[] body = html.getBytes(Charset.forName(charset));
        return new Case(name, body("Content-Type: " + type, body), expected);
    }

    private static RawServer.Answer body(String headers, byte[] body) {
        return (out, closed) -> {
            String head = "HTTP/1.1 200 OK\n" + headers + "\nContent-Length: " + body.length + "\n\n";
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        };
    }

    static Stream<Case> charsets() {
        String german = "<p>Flut fließt über Köpfe</p>";
        String text = "Flut fließt über Köpfe";
        return Stream.of(
                page("BOM of UTF-8 against header", "text/html; charset=iso-8859-1", "\uFEFF" + german, "UTF-8", text),
                page("BOM of UTF-16LE", "text/html", "\uFEFF" + german, "UTF-16LE", text),
                page("BOM of UTF-16BE", "text/html", "\uFEFF" + german, "UTF-16BE", text),
                page("header alone", "text/html; charset=windows-1251", "<p>Прилив</p>", "windows-1251", "Прилив"),
                page("header in quotes", "text/html;charset=\"KOI8-R\"", "<p>Прилив</p>", "KOI8-R", "Прилив"),
                page("header says UTF-8, bytes do not", "text/html; charset=utf-8", german, "windows-1252", text),
                page("meta charset", "text/html", "<meta charset=shift_jis><p>満潮と干潮</p>", "Shift_JIS", "満潮と干潮"),
                page(
                        "meta http-equiv",
                        "text/html",
                        "<meta http-equiv=content-type content='text/html; charset=euc-kr'><p>밀물과 썰물</p>",
                        "EUC-KR",
                        "밀물과 썰물"),
                page(
                        "XML prolog",
                        "application/xhtml+xml",
                        "<?xml version='1.0' encoding='iso-8859-2'?><html><body><p>Příliv</p></body></html>",
                        "ISO-8859-2",
                        "Příliv"),
                page("nothing named, UTF-8", "text/html", german, "UTF-8", text),
                page("nothing named, windows-1252", "text/html", german, "windows-1252", text),
                page("unknown name", "text/html; charset=utf-ate", german, "UTF-8", text),
                page("GB18030", "text/html; charset=gb18030", "<p>涨潮</p>", "GB18030", "涨潮"),
                page("meta lies about UTF-16", "text/html", "<meta charset=utf-16>" + german, "UTF-8", text));
    }

    static Stream<Case> bodies() {
        return Stream.of(
                new Case(
                        "longer than its length",
                        RawServer.text(
                                "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 11\n\n<p>tide</p>rest of it"),
                        "tide"),
                new Case(
                        "shorter than its length",
                        RawServer.text("HTTP/1.1 200 OK\nContent-Length: 500\n\n<p>tide</p>"),
                        "!Premature end"),
                new Case(
                        "length is no number",
                        RawServer.text("HTTP/1.1 200 OK\nContent-Length: many\n\n<p>tide</p>"),
                        "!the exchange failed"),
                new Case(
                        "negative length",
                        RawServer.text("HTTP/1.1 200 OK\nContent-Length: -5\n\n<p>tide</p>"),
                        "!the exchange failed"),
                new Case(
                        "chunks cut off",
                        RawServer.text("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n8\n<p>tide<\n"),
                        "!the exchange failed"),
                new Case(
                        "chunk of no size",
                        RawServer.text("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nxyz\n<p>tide<\n"),
                        "!the exchange failed"),
                new Case(
                        "without end, slowly",
                        (out, closed) -> {
                            out.write(HTML.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
                            drip(out, closed, "<p>tide</p>");
                        },
                        "!no whole answer within PT2S"),
                new Case(
                        "without end, fast",
                        (out, closed) -> {
                            out.write(HTML.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
                            while (closed.getCount() > 0) {
                                out.write(new byte[65_536]);
                            }
                        },
                        "!the body is larger than 11000000 bytes as sent"),
                new Case(
                        "silence in the middle",
                        (out, closed) -> {
                            out.write((HTML + "<p>ti").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
                            out.flush();
                            await(closed);
                        },
                        "!the exchange failed with SocketTimeoutException"),
                new Case(
                        "HTTP/1.0 until the connection ends",
                        RawServer.text("HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>tide</p>"),
                        "tide"));
    }

    private static void drip(OutputStream out, CountDownLatch closed, String text) throws IOException {
        try {
            do {
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } while (!closed.await(50, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch closed) {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Stream<Case> encodings() {
        byte[] page = "<p>tide</p>".getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                new Case(
                        "gzip bomb",
                        body("Content-Encoding: gzip", gzip(new byte[60_000_000])),
                        "!the body is larger than 11000000 bytes after decompression"),
                new Case(
                        "gzip cut off",
                        body("Content-Type: text/html\nContent-Encoding: gzip", cut(gzip(page))),
                        "!the exchange failed with EOFException"),
                new Case(
                        "gzip that is none",
                        body("Content-Type: text/html\nContent-Encoding: gzip", page),
                        "!Not in GZIP format"),
                new Case(
                        "gzip twice",
                        body(
                                "Content-Type: text/html\nContent-Encoding: gzip\nContent-Encoding: gzip",
                                gzip(gzip(page))),
                        "tide"),
                new Case(
                        "deflate without its head",
                        body("Content-Type: text/html\nContent-Encoding: deflate", rawDeflate(page)),
                        "tide"),
                new Case(
                        "gzip with something behind it",
                        body("Content-Type: text/html\nContent-Encoding: gzip", plus(gzip(page), page)),
                        "tide"),
                new Case(
                        "encoding nobody knows",
                        body("Content-Type: text/html\nContent-Encoding: aztec", page),
                        "!the content encoding must be one of gzip, deflate, br, got: \"aztec\""),
                new Case(
                        "gzip named, nothing there",
                        body("Content-Type: text/html\nContent-Encoding: gzip", new byte[0]),
                        "!the page has no text"));
    }

    static Stream<Case> heads() {
        return Stream.of(
                new Case("closed at once", (out, closed) -> {}, "!the exchange failed with NoHttpResponseException"),
                new Case("no HTTP at all", RawServer.text("SSH-2.0-OpenSSH_9.2\n\n"), "!the exchange failed"),
                new Case(
                        "head without end",
                        (out, closed) -> {
                            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                            while (closed.getCount() > 0) {
                                out.write("X-Tide: high\r\n".getBytes(StandardCharsets.US_ASCII));
                            }
                        },
                        "!the exchange failed"),
                new Case(
                        "line without end",
                        (out, closed) -> {
                            out.write("HTTP/1.1 200 OK\r\nX-Tide: ".getBytes(StandardCharsets.US_ASCII));
                            while (closed.getCount() > 0) {
                                out.write("high".getBytes(StandardCharsets.US_ASCII));
                            }
                        },
                        "!the exchange failed"),
                new Case(
                        "head that drips",
                        (out, closed) -> {
                            out.write("HTTP/1.1 200 OK\r\nX-Tide: ".getBytes(StandardCharsets.US_ASCII));
                            drip(out, closed, "h");
                        },
                        "!no whole answer within PT2S"),
                new Case(
                        "no answer",
                        (out, closed) -> await(closed),
                        "!the exchange failed with SocketTimeoutException"),
                new Case(
                        "100 and 103 first",
                        RawServer.text("HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: </a>\n\n" + HTML
                                + "<p>tide</p>"),
                        "tide"),
                new Case(
                        "redirect to itself",
                        RawServer.text("HTTP/1.1 302 Found\nLocation: /page\nContent-Length: 0\n\n"),
                        "!more than 10 redirects"),
                new Case(
                        "redirect with a body without end",
                        (out, closed) -> {
                            out.write("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                            while (closed.getCount() > 0) {
                                out.write(new byte[65_536]);
                            }
                        },
                        "!redirects to \"file:///etc/passwd\""),
                new Case(
                        "redirect with a password",
                        RawServer.text(
                                "HTTP/1.1 301 Moved\nLocation: http://me:pw@shore.example/\nContent-Length: 0\n\n"),
                        "!must not hold a user name or password"),
                new Case(
                        "redirect to the metadata service",
                        RawServer.text(
                                "HTTP/1.1 302 Found\nLocation: http://169.254.169.254/latest\nContent-Length: 0\n\n"),
                        "!the address 169.254.169.254, which is not public"),
                new Case(
                        "status 299 with a page",
                        RawServer.text("HTTP/1.1 299 Odd\nContent-Type: text/html\nContent-Length: 11\n\n<p>tide</p>"),
                        "tide"),
                new Case("status 204", RawServer.text("HTTP/1.1 204 No Content\n\n"), "!the page has no text"),
                new Case(
                        "status 418 with a page",
                        RawServer.text(
                                "HTTP/1.1 418 Teapot\nContent-Type: text/html\nContent-Length: 11\n\n<p>tide</p>"),
                        "!answered with status 418"));
    }

    static Stream<Case> pages() {
        String big = "<p>" + "The tide turns. ".repeat(640_000) + "</p>";
        return Stream.of(
                page(
                        "never closed tags",
                        "text/html",
                        "<table><tr><td>a<td>b<tr><td>c<ul><li>d",
                        "UTF-8",
                        "a | b\nc\n\n- d"),
                page(
                        "tags in the wrong order",
                        "text/html",
                        "<b><p>tide</b> turns</p></div></div>",
                        "UTF-8",
                        "tide turns"),
                page("50,000 deep", "text/html", "<div>".repeat(50_000) + "tide", "UTF-8", "tide"),
                page(
                        "100,000 attributes",
                        "text/html",
                        "<p " + "a1=b c2=d ".repeat(50_000) + ">tide</p>",
                        "UTF-8",
                        "tide"),
                page("NUL bytes", "text/html", "<p>ti\0de</p>", "UTF-8", "tide"),
                page(
                        "ten megabytes",
                        "text/html",
                        big,
                        "UTF-8",
                        "The tide turns. ".repeat(640_000).strip()),
                page(
                        "eleven megabytes and more",
                        "text/html",
                        big + big,
                        "UTF-8",
                        "!the body is larger than 11000000 bytes as sent"),
                page(
                        "scripts only",
                        "text/html",
                        "<div id=app></div><script>document.write('tide')</script>",
                        "UTF-8",
                        "!the page has no text. It may need scripts"),
                page(
                        "JSON-LD that is broken",
                        "text/html",
                        "<script type=application/ld+json>{\"a\": [</script><p>tide</p>",
                        "UTF-8",
                        "tide"),
                page(
                        "canonical address of another host",
                        "text/html",
                        "<link rel=canonical href=https://evil.example/><p>tide</p>",
                        "UTF-8",
                        "tide"),
                page("base of another host", "text/html", "<base href='javascript:x'><p>tide</p>", "UTF-8", "tide"),
                page("frame set", "text/html", "<frameset><frame src=/a></frameset>", "UTF-8", "!the page has no text"),
                page("picture", "image/png", "png", "UTF-8", "!the media type must be HTML or text, got: image/png"));
    }

    private static byte[] gzip(byte[] bytes) {
        return through(bytes, GZIPOutputStream::new);
    }

    private static byte[] rawDeflate(byte[] bytes) {
        return through(bytes, out -> new DeflaterOutputStream(out, new Deflater(6, true)));
    }

    private interface Filter {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] through(byte[] bytes, Filter filter) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (OutputStream out = filter.over(all)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    private static byte[] cut(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 6);
    }

    private static byte[] plus(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

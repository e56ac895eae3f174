package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads from a real server on loopback. */
class WebPageReaderTest {

    private static final String TIDES =
            "<html lang=en><head><title>Tides</title></head><body><p>The tide turns twice a day.</p></body></html>";

    private final PageServer server = new PageServer();
    private final WebPageReader reader = local().build();

    @AfterEach
    void stop() {
        server.close();
    }

    private static WebPageReader.Builder local() {
        return WebPageReader.builder()
                .http(http -> http.allowPrivateAddresses(true).maxRetries(0));
    }

    @Test
    void page_ok_isOneDocumentWithItsAddress() {
        String address = server.serve("/tides", "text/html; charset=utf-8", TIDES);

        Document page = reader.load(address).get(0);

        assertThat(page)
                .isEqualTo(Document.of(
                        address,
                        "The tide turns twice a day.",
                        Metadata.builder()
                                .set(MetadataKeys.SOURCE, "web")
                                .set(MetadataKeys.SOURCE_ID, address)
                                .set(MetadataKeys.URL, address)
                                .set(MetadataKeys.TITLE, "Tides")
                                .set(MetadataKeys.LANGUAGE, "en")
                                .set(MetadataKeys.MEDIA_TYPE, "text/html")
                                .set(MetadataKeys.CHARSET, "UTF-8")
                                .build()));
        assertThat(server.userAgents).containsExactly("Lectern");
    }

    @Test
    void userAgent_set_isSent() {
        String address = server.serve("/tides", "text/html", TIDES);

        local().http(http -> http.userAgent("Tide Watch/1")).build().load(address);

        assertThat(server.userAgents).containsExactly("Tide Watch/1");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isFollowedAndItsEndIsTheAddress(int status) {
        String end = server.serve("/end", "text/html", TIDES);
        server.redirect("/middle", 302, end + "#part");
        String start = server.redirect("/start", status, "middle");

        Document page = reader.load(start).get(0);

        assertThat(page.id()).isEqualTo(end);
        assertThat(page.metadata().text(MetadataKeys.URL)).contains(end);
    }

    @Test
    void redirect_inACircle_isRefusedWithTheLimit() {
        String circle = server.redirect("/circle", 302, "/circle");

        assertThatThrownBy(
                        () -> local().http(http -> http.maxRedirects(3)).build().load(circle))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + circle + ": more than 3 redirects, the last to " + circle
                        + ". Raise maxRedirects (option max-redirects) if they do not go round in a circle.");
    }

    @Test
    void redirect_toAnotherScheme_isRefused() {
        String address = server.redirect("/out", 302, "file:///etc/passwd");

        assertThatThrownBy(() -> reader.load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + address + ": " + address
                        + " redirects to \"file:///etc/passwd\": the scheme must be"
                        + " http or https, got: \"file\". Give the address of the page itself.");
    }

    @Test
    void redirect_withoutAddress_isRefused() {
        String address = server.serve("/out", exchange -> exchange.sendResponseHeaders(302, -1));

        assertThatThrownBy(() -> reader.load(address)).hasMessageContaining("redirects to \"\": there is no address.");
    }

    @ParameterizedTest
    @CsvSource({
        "404, false, 'no such page. Check the address.'",
        "403, false, 'not for us. Ask its owner for access.'",
        "429, true, 'too many or too slow requests. Try again later.'",
        "503, true, 'a fault of the server. Try again later.'",
        "304, false, 'not a page. Check the address.'"
    })
    void status_notOk_isNamed(int status, boolean retryable, String meaning) {
        String address = server.serve("/x", exchange -> exchange.sendResponseHeaders(status, -1));

        ReadException failure = catchThrowableOfType(ReadException.class, () -> reader.load(address));

        assertThat(failure)
                .hasMessage(
                        "Could not read " + address + ": 127.0.0.1 answered with status " + status + ", " + meaning);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.subject()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body><script>var x = 'text';</script><p> &nbsp; </p></body></html>"})
    void page_withoutText_isRefused(String body) {
        String address = server.serve("/empty", "text/html", body);

        assertThatThrownBy(() -> reader.load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage(
                        "Could not read " + address
                                + ": the server answered with status 200, but the page has no text. It may need scripts, which are not run.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void server_tooSlow_isGivenUp(boolean headersFirst) {
        CountDownLatch done = new CountDownLatch(1);
        String address = server.serve("/slow", exchange -> {
            if (headersFirst) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
            }
            await(done);
        });

        ReadException failure = catchThrowableOfType(
                ReadException.class,
                () -> local().http(http -> http.timeout(Duration.ofMillis(300)))
                        .build()
                        .load(address));
        done.countDown();

        assertThat(failure)
                .hasMessage("Could not read " + address
                        + ": no whole answer within PT0.3S. Try again later, or raise timeout (option timeout).");
        assertThat(failure.isRetryable()).isTrue();
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void thread_interrupted_throwsAndKeepsTheFlag() {
        String address = server.serve("/tides", "text/html", TIDES);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> reader.load(address))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void body_larger_isBrokenOff(boolean lengthTold) {
        byte[] body = "x".repeat(5000).getBytes(StandardCharsets.UTF_8);
        String address = server.serve("/large", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, lengthTold ? body.length : 0);
            exchange.getResponseBody().write(body);
        });

        ReadException failure = catchThrowableOfType(
                ReadException.class,
                () -> local().http(http -> http.maxBytes(4999)).build().load(address));

        assertThat(failure)
                .hasMessage(
                        "Could not read " + address
                                + ": the body is larger than 4999 bytes as sent. Raise maxBytes (option max-bytes) to read it.");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(local().http(http -> http.maxBytes(5000)).build().load(address))
                .hasSize(1);
    }

    @Test
    void gzipBomb_isBrokenOffAtTheLimit() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[20_000_000]);
        }
        String address = compressed("/bomb", "gzip", zipped.toByteArray());

        assertThat(zipped.size()).isLessThan(30_000);
        assertThatThrownBy(() ->
                        local().http(http -> http.maxBytes(30_000)).build().load(address))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("the body is larger than 30000 bytes after decompression. Raise maxBytes");
    }

    @Test
    void compressedBodies_areRead() throws IOException {
        byte[] plain = "The tide turns.".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        write(new GZIPOutputStream(gzip), plain);
        write(new DeflaterOutputStream(zlib), plain);
        write(new DeflaterOutputStream(raw, new Deflater(9, true)), plain);

        assertThat(textOf(compressed("/gzip", "GZIP", gzip.toByteArray()))).isEqualTo("The tide turns.");
        assertThat(textOf(compressed("/zlib", "deflate", zlib.toByteArray()))).isEqualTo("The tide turns.");
        assertThat(textOf(compressed("/raw", "deflate", raw.toByteArray()))).isEqualTo("The tide turns.");
        assertThat(textOf(compressed("/same", "identity", plain))).isEqualTo("The tide turns.");
    }

    @Test
    void compressedBody_damagedOrUnknown_isRefused() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        write(new GZIPOutputStream(gzip), "The tide turns.".getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(gzip.toByteArray(), 15);

        assertThatThrownBy(() -> textOf(compressed("/half", "gzip", half)))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("the exchange failed with EOFException");
        assertThatThrownBy(() -> textOf(compressed("/zstd", "zstd", half)))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("the content encoding must be one of gzip, deflate, br, got: \"zstd\"");
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        try (out) {
            out.write(bytes);
        }
    }

    private String compressed(String path, String coding, byte[] body) {
        return server.serve(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
            PageServer.send(exchange, 200, "text/plain", body);
        });
    }

    private String textOf(String address) {
        return reader.load(address).get(0).text();
    }

    @Test
    void connection_dropped_isRetryable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread dropper = new Thread(() -> answerShort(socket));
            dropper.setDaemon(true);
            dropper.start();
            String address = "http://127.0.0.1:" + socket.getLocalPort() + "/";

            ReadException failure = catchThrowableOfType(ReadException.class, () -> reader.load(address));

            assertThat(failure)
                    .hasMessageStartingWith(
                            "Could not read " + address + ": the exchange failed with ConnectionClosedException")
                    .hasMessageEndingWith("Check the address and the network, or try again later.");
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    /** Promises 100 bytes, sends three and hangs up, for each connection. */
    private static void answerShort(ServerSocket server) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void connection_refused_isNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> reader.load("http://127.0.0.1:" + port + "/"))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("the exchange failed with HttpHostConnectException");
    }

    @Test
    void privateAddress_notAllowed_isRefusedBeforeAnyRequest() {
        String address = server.serve("/tides", "text/html", TIDES);

        assertThatThrownBy(() -> WebPageReader.create().load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + address
                        + ": the host 127.0.0.1 has the address 127.0.0.1, which is not public."
                        + " Allow it (option allowed-addresses, or allow-private-addresses for all) to read it.");
        assertThat(server.userAgents).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, 'the scheme must be http or https, got: \"file\"'",
        "ftp://example.org/, 'the scheme must be http or https, got: \"ftp\"'",
        "tides.html, 'the scheme must be http or https, got: \"\"'",
        "http:///path, 'the address must name a host, got: \"\"'",
        "http:, 'the address is malformed (Expected scheme-specific part)'",
        "http://a_b/, 'the address must name a host, got: \"a_b\"'"
    })
    void source_notAnAddress_isRefused(String source, String reason) {
        assertThatThrownBy(() -> reader.load(source))
                .isInstanceOf(ReadException.class)
                .hasMessage(
                        "Could not read " + source + ": " + reason + ". Give an address such as https://example.org/.");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=iso-8859-1, windows-1252",
        "text/html; charset=nonsense, windows-1252",
        "text/html, windows-1252",
        "text/html; charset=utf-8, windows-1252"
    })
    void charset_wrongOrMissing_isFoundFromTheBytes(String contentType, String expected) {
        byte[] body = "<meta charset=iso-8859-1><p>Ebbe flie\u00dft an die K\u00fcste, \u20ac 5.</p>"
                .getBytes(Charset.forName("windows-1252"));
        String address = server.serve("/latin", exchange -> PageServer.send(exchange, 200, contentType, body));

        Document page = reader.load(address).get(0);

        assertThat(page.text()).isEqualTo("Ebbe flie\u00dft an die K\u00fcste, \u20ac 5.");
        assertThat(page.metadata().text(MetadataKeys.CHARSET)).contains(expected);
    }

    @Test
    void charset_thatFitsNowhere_countsWhatWasReplaced() {
        byte[] body = "<p>tide \u00c3\u00a9 \u00e9 tide</p>".getBytes(StandardCharsets.ISO_8859_1);
        String address =
                server.serve("/bad", exchange -> PageServer.send(exchange, 200, "text/html; charset=utf-8", body));

        Document page = reader.load(address).get(0);

        assertThat(page.text()).isEqualTo("tide \u00e9 \uFFFD tide");
        assertThat(page.metadata().number(MetadataKeys.REPLACED_CHARS)).hasValue(1);
    }

    @Test
    void text_notHtml_isTakenAsItIs() {
        String address = server.serve("/a.txt", "Text/Plain; charset=UTF-8", "<p>\n  two  spaces</p>\n");

        Document page = reader.load(address).get(0);

        assertThat(page.text()).isEqualTo("<p>\n  two  spaces</p>\n");
        assertThat(page.metadata().text(MetadataKeys.MEDIA_TYPE)).contains("text/plain");
    }

    @Test
    void mediaType_neitherHtmlNorText_isRefused() {
        String address = server.serve("/a.pdf", "application/pdf", "%PDF");

        assertThatThrownBy(() -> reader.load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage(
                        "Could not read " + address
                                + ": the media type must be HTML or text, got: application/pdf. Add the artifact dev.lectern:lectern-readers-file, which reads other files.");
    }

    @Test
    void mediaType_missing_isGuessed() {
        String html = server.serve("/html", "", "<!DOCTYPE html><p>tide");
        String text = server.serve("/text", "", "tide <b>");
        String binary = server.serve("/binary", "", "a\0b");

        assertThat(textOf(html)).isEqualTo("tide");
        assertThat(textOf(text)).isEqualTo("tide <b>");
        assertThatThrownBy(() -> textOf(binary)).hasMessageContaining("got: application/octet-stream");
    }

    @Test
    void sources_several_areReadInTheirOrderAndFailOneByOne() {
        String first = server.serve("/first", "text/html", TIDES.replace("twice", "first"));
        String second = server.serve("/second", "text/plain", "second");
        String missing = server.address("/missing");

        ReadResult result = reader.load(first + "\n" + missing + " " + second + "\t" + first, FailurePolicy.COLLECT);

        assertThat(result.documents()).extracting(Document::id).containsExactly(first, second);
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(missing);
        assertThat(result.failures().get(0).reason())
                .isEqualTo("127.0.0.1 answered with status 404, no such page. Check the address.");
    }

    @Test
    void sources_several_endAsDocumentOrFailureAndAreCountedOneByOne() {
        String page = server.serve("/page", "text/html", TIDES);
        String missing = server.address("/missing");
        String empty = server.serve("/empty", "text/html", "<p></p>");
        String wall = server.serve("/wall", "text/html", "<title>Just a moment...</title><p>Wait.");
        String refused = "http://a_b/";
        String last = server.serve("/last", "text/plain", "last");
        List<WebProgress> progress = new ArrayList<>();

        ReadResult result = local().listener(progress::add)
                .build()
                .load(String.join(" ", page, missing, empty, wall, refused, last), FailurePolicy.COLLECT);

        assertThat(result.documents()).extracting(Document::id).containsExactly(page, last);
        assertThat(result.failures()).extracting(ReadFailure::source).containsExactly(missing, empty, wall, refused);
        assertThat(result.failures()).extracting(ReadFailure::reason).doesNotContain("");
        assertThat(progress)
                .containsExactly(
                        new WebProgress(1, 0, 0, 0, 5),
                        new WebProgress(1, 1, 0, 0, 4),
                        new WebProgress(1, 2, 0, 0, 3),
                        new WebProgress(1, 3, 0, 0, 2),
                        new WebProgress(1, 4, 0, 0, 1),
                        new WebProgress(2, 4, 0, 0, 0));
    }

    @Test
    void source_single_isCountedToo() {
        List<WebProgress> progress = new ArrayList<>();

        local().listener(progress::add).build().load(server.serve("/page", "text/html", TIDES));

        assertThat(progress).containsExactly(new WebProgress(1, 0, 0, 0, 0));
    }

    @Test
    void sources_several_inOrderOfArrival_areAllRead() {
        List<String> addresses = IntStream.range(0, 40)
                .mapToObj(i -> server.serve("/page" + i, "text/plain", "page " + i))
                .toList();
        List<String> read = new ArrayList<>();
        WebPageReader arriving = local().order(PageOrder.ARRIVAL).build();

        arriving.read(addresses, new DocumentSink() {
            @Override
            public void document(Document document) {
                read.add(document.id());
            }

            @Override
            public void failure(ReadFailure failure) {
                throw failure.toException();
            }
        });

        assertThat(read).containsExactlyInAnyOrderElementsOf(addresses);
    }

    @Test
    void sources_severalInterrupted_throwsAndKeepsTheFlag() {
        String address = server.serve("/tides", "text/html", TIDES);

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> reader.load(address + " " + address + "2"))
                .isInstanceOf(ReadException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void mode_html_isThePageAsSent() {
        String address = server.serve("/tides", "text/html; charset=utf-8", TIDES);

        Document page = local().mode(ContentMode.HTML).build().load(address).get(0);

        assertThat(page.text()).isEqualTo(TIDES);
        assertThat(page.metadata().text(MetadataKeys.TITLE)).contains("Tides");
    }

    @ParameterizedTest
    @CsvSource({
        "Just a moment..., 'a check for robots (\"Just a moment...\")'",
        "Attention Required! | Cloudflare, 'a check for robots (\"Attention Required! | Cloudflare\")'",
        "Access Denied, 'a refusal (\"Access Denied\")'",
        "404 Not Found, 'a note that there is no such page (\"404 Not Found\")'",
        "404 - Tides, 'a note that there is no such page (\"404 - Tides\")'",
        "Error 404 (Not Found)!!1, 'a note that there is no such page (\"Error 404 (Not Found)!!1\")'",
        "Page not found - Tides, 'a note that there is no such page (\"Page not found - Tides\")'",
        "503 | Tides, 'a note that the server has a fault (\"503 | Tides\")'",
        "Service Temporarily Unavailable, 'a note that the server has a fault (\"Service Temporarily Unavailable\")'"
    })
    void page_inPlaceOfAnother_isAFailure(String title, String meaning) {
        String address = server.serve(
                "/wall", "text/html", "<title>" + title + "</title><p>Please wait while we look at your browser.");

        assertThatThrownBy(() -> reader.load(address))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read " + address + ": the server answered with status 200, but with " + meaning
                        + " instead of the page. Open the address in a browser to see it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>A captcha on the shore</title><p>" + LONG,
                "<title>Tides</title><script src=/challenge-platform.js></script><p>" + LONG,
                "<title>The lighthouse of 404 steps</title><p>Short.",
                "<title>404 Media</title><p>Short.",
                "<title>500 miles of coast</title><p>Short."
            })
    void page_thatOnlySpeaksOfWalls_isAPage(String html) {
        assertThat(reader.load(server.serve("/page", "text/html", html))).hasSize(1);
    }

    private static final String SENTENCE =
            "The keeper counted the stairs of the tower and the waves below it, and found that neither number was in any book. ";

    private static final String FOUR = SENTENCE + SENTENCE + SENTENCE + SENTENCE;

    private static final String LONG = FOUR + FOUR + FOUR + FOUR;
}

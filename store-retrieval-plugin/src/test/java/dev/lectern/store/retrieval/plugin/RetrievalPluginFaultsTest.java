package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does when the server, or what lies between, misbehaves. */
class RetrievalPluginFaultsTest {

    private static final PluginQuery QUERY = PluginQuery.of("q");
    private static final String FOUND = "{\"results\":[{\"query\":\"q\",\"results\":[{\"text\":\"t\"}]}]}";
    private static final Duration SHORT = Duration.ofMillis(200);

    private final PluginServer server = PluginServer.start();
    private final World world = new World();
    private final RetrievalPluginClient client = world.in(server.client()).build();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hangs_beforeTheAnswer_isATimeoutThatIsNotRepeated() throws Exception {
        try (RawServer raw = hanging("")) {
            RetrievalPluginClient impatient = to(raw).requestTimeout(SHORT).build();

            assertThatThrownBy(() -> impatient.query(QUERY))
                    .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                        assertThat(e.fault()).isEqualTo(Fault.TIMEOUT);
                        assertThat(e.isRetryable()).isTrue();
                        assertThat(e.status()).isEmpty();
                    })
                    .hasMessage("Could not ask 1 question at " + raw.endpoint()
                            + ": there was no whole answer within PT0.2S. Try again later, or raise requestTimeout.");
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void hangs_withinTheBody_isATimeoutToo() throws Exception {
        try (RawServer raw =
                hanging("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{")) {
            RetrievalPluginClient impatient = to(raw).requestTimeout(SHORT).build();

            assertFault(impatient, Fault.TIMEOUT);
        }
    }

    @Test
    void hangs_longerThanTheTotal_namesThatLimit() throws Exception {
        try (RawServer raw = hanging("")) {
            RetrievalPluginClient impatient = to(raw).totalTimeout(SHORT).build();

            assertThatThrownBy(() -> impatient.query(QUERY)).hasMessageEndingWith("or raise totalTimeout.");
        }
    }

    private static RawServer hanging(String start) {
        RawServer[] self = new RawServer[1];
        self[0] = RawServer.start((socket, out) -> {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        });
        return self[0];
    }

    private RetrievalPluginClientBuilder to(RawServer raw) {
        return world.in(RetrievalPluginClient.builder(raw.endpoint()).token(() -> PluginServer.TOKEN));
    }

    @Test
    void drops_thenAnswers_isRepeated() throws Exception {
        try (RawServer raw = RawServer.start((socket, out) -> {}, (socket, out) -> {}, answers())) {
            assertThat(to(raw).build().query(QUERY).chunks()).hasSize(1);

            assertThat(raw.connections).hasValue(3);
            assertThat(world.waits).containsExactly(Duration.ofMillis(125), Duration.ofMillis(250));
        }
    }

    @Test
    void truncates_thenAnswers_isRepeated() throws Exception {
        try (RawServer raw = RawServer.start(
                RawServer.says("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 500", FOUND),
                answers())) {
            assertThat(to(raw).build().query(QUERY).chunks()).hasSize(1);

            assertThat(raw.connections).hasValue(2);
        }
    }

    private static RawServer.Treatment answers() {
        return RawServer.says(
                "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: " + FOUND.length()
                        + "\nConnection: close",
                FOUND);
    }

    @Test
    void drops_always_isGivenUpAfterTheRetries() throws Exception {
        try (RawServer raw = RawServer.start((socket, out) -> {})) {
            assertFault(to(raw).maxRetries(2).build(), Fault.BROKEN_OFF);

            assertThat(raw.connections).hasValue(3);
        }
    }

    @Test
    void drops_duringAnUpload_isNotRepeated() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "x");
        try (RawServer raw = RawServer.start((socket, out) -> {})) {
            RetrievalPluginClient uploading = to(raw).build();

            assertThatThrownBy(() -> uploading.upsertFile(file, Metadata.empty()))
                    .hasMessageEndingWith("The server may have done it all the same: look before you try again.");
            assertThat(raw.connections).hasValue(1);
        }
    }

    @Test
    void unreachable_always_isRepeatedForUploadsToo() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "x");
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://localhost:" + socket.getLocalPort();
        }
        RetrievalPluginClient lonely = world.in(
                        RetrievalPluginClient.builder(nobody).withoutToken())
                .maxRetries(3)
                .build();

        assertThatThrownBy(() -> lonely.upsertFile(file, Metadata.empty()))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.UNREACHABLE))
                .hasMessageContaining("no connection came about")
                .hasMessageEndingWith("Check the endpoint, and that the server runs.");
        assertThat(world.waits).hasSize(3);
    }

    @Test
    void status429_then200_isRepeated() {
        server.then(429, "application/json", "{\"detail\":\"slow down\"}");

        assertThat(client.query(QUERY).chunks()).isEmpty();
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests.get(1).body())
                .isEqualTo(server.requests.get(0).body());
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void passingStatus_upsertAndDelete_areRepeated(int status) {
        server.then(status, "text/plain", "later");
        client.upsert(List.of(Document.of("a", "x")));
        server.then(status, "text/plain", "later");
        client.deleteDocuments(List.of("a"));

        assertThat(server.requests)
                .extracting(PluginServer.Request::path)
                .containsExactly("/upsert", "/upsert", "/delete", "/delete");
    }

    @Test
    void retryAfter_seconds_isWaitedForWithATwentiethOnTop() {
        server.then(503, "text/plain", "", "Retry-After", "40");

        client.query(QUERY);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(42));
    }

    @Test
    void retryAfter_date_isWaitedFor() {
        server.then(503, "text/plain", "", "Retry-After", "Wed, 04 Mar 2026 05:06:27 GMT");

        client.query(QUERY);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(21));
    }

    @Test
    void retryAfter_dateThatIsPast_isNoWait() {
        server.then(503, "text/plain", "", "Retry-After", "Wed, 04 Mar 2026 05:06:06 GMT");

        client.query(QUERY);

        assertThat(world.waits).containsExactly(Duration.ZERO);
    }

    @Test
    void retryAfter_neither_isPassedOver() {
        server.then(503, "text/plain", "", "Retry-After", "soon");

        client.query(QUERY);

        assertThat(world.waits).containsExactly(Duration.ofMillis(125));
    }

    @Test
    void retryAfter_beyondTheTotal_isGivenUpAtOnce() {
        server.then(503, "text/plain", "restarting", "Retry-After", "3600");

        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                    assertThat(e.fault()).isEqualTo(Fault.OVERLOADED);
                    assertThat(e.retryAfter()).contains(Duration.ofHours(1));
                    assertThat(e.status()).isEqualTo(OptionalInt.of(503));
                })
                .hasMessage(
                        "Could not ask 1 question at " + server.endpoint()
                                + ": the server answered with status 503 (restarting), and asked to wait 3600 s. Try again later.");
        assertThat(world.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400,REFUSED", "401,AUTHENTICATION", "403,AUTHENTICATION", "404,REFUSED", "413,REFUSED", "500,SERVER"})
    void otherStatus_always_isNotRepeated(int status, Fault fault) {
        server.then(status, "application/json", "{\"detail\":\"No such luck\"}");

        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(RetrievalPluginException.class, e -> {
                    assertThat(e.fault()).isEqualTo(fault);
                    assertThat(e.status()).isEqualTo(OptionalInt.of(status));
                    assertThat(e.excerpt()).isEqualTo("No such luck");
                    assertThat(e.station()).isEqualTo("store");
                    assertThat(e.subject()).isEqualTo(server.endpoint());
                })
                .hasMessageContaining("status " + status + " (No such luck). ");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void wrongToken_always_saysWhatHelps() {
        RetrievalPluginClient stranger = RetrievalPluginClient.builder(server.endpoint())
                .token(() -> "wrong")
                .build();

        assertThatThrownBy(() -> stranger.query(QUERY))
                .hasMessage("Could not ask 1 question at " + server.endpoint()
                        + ": the server answered with status 401 (Invalid or missing token)."
                        + " Give the token that this server knows.");
    }

    @Test
    void validationError_ofBothPydantics_namesThePlace() {
        server.then(
                        422,
                        "application/json",
                        "{\"detail\":[{\"loc\":[\"body\",\"documents\",0,\"text\"],\"msg\":\"field required\","
                                + "\"type\":\"value_error.missing\"},{\"loc\":[\"body\"],\"msg\":\"bad\",\"type\":\"x\"}]}")
                .then(
                        422,
                        "application/json",
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"queries\"],\"msg\":\"Field required\","
                                + "\"input\":{\"secret text\":1},\"url\":\"https://errors.pydantic.dev\"}]}");

        assertThatThrownBy(() -> client.query(QUERY))
                .hasMessageContaining("(body.documents.0.text: field required (value_error.missing); body: bad (x))");
        assertThatThrownBy(() -> client.query(QUERY))
                .hasMessageContaining("(body.queries: Field required (missing))")
                .hasMessageNotContaining("secret text");
    }

    @Test
    void errorPage_ofAProxy_isToldByItsTitleOrText() {
        server.then(
                        500,
                        "text/html; charset=utf-8",
                        "<html><head><title>Bad\nGateway</title></head><body>x</body></html>")
                .then(
                        500,
                        "text/html",
                        "<html><head><style>p{}</style></head><body><h1>Oh</h1>\n<p>no</p></body></html>")
                .then(500, "text/plain; charset=utf-8", "Internal Server Error\n");

        assertExcerpt("HTML page: Bad Gateway");
        assertExcerpt("HTML page: Oh no");
        assertExcerpt("Internal Server Error");
    }

    private void assertExcerpt(String excerpt) {
        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.excerpt()).isEqualTo(excerpt))
                .hasMessageContaining("status 500 (" + excerpt + ")");
    }

    @Test
    void errorBody_endless_isCutAndNotReadToItsEnd() {
        server.then((exchange, request) -> {
            exchange.sendResponseHeaders(500, 0);
            byte[] kilobytes = "all work and no play ".repeat(1000).getBytes(StandardCharsets.UTF_8);
            writeUntilRefused(exchange.getResponseBody(), kilobytes);
        });

        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.excerpt()).hasSizeLessThan(510).endsWith("…"));
    }

    @Test
    void answer_largerThanTheLimit_isBrokenOff() {
        RetrievalPluginClient frugal =
                world.in(server.client()).maxResponseBytes(100_000).build();
        server.then((exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            writeUntilRefused(exchange.getResponseBody(), new byte[20_000]);
        });

        assertThatThrownBy(() -> frugal.query(QUERY))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.BAD_ANSWER))
                .hasMessage("Could not ask 1 question at " + server.endpoint()
                        + ": the answer is larger than 100000 bytes. Ask for less, or raise maxResponseBytes.");
    }

    /** Writes more than any buffer between holds; the client must have gone away before the end. */
    private static void writeUntilRefused(java.io.OutputStream out, byte[] part) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            out.write(part);
        }
        throw new AssertionError("the client read 200 MB");
    }

    private static void assertFault(RetrievalPluginClient client, Fault fault) {
        assertThatThrownBy(() -> client.query(QUERY))
                .isInstanceOfSatisfying(
                        RetrievalPluginException.class,
                        e -> assertThat(e.fault()).isEqualTo(fault));
    }
}

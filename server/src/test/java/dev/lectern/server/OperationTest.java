package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.lectern.document.Document;
import dev.lectern.reader.Reader;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class OperationTest {

    @Test
    void health_withoutToken_tellsAliveAndReady() {
        try (TestServer server = TestServer.start()) {
            assertThat(server.send(server.plain("/health").build()).text()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(server.send(server.plain("/health/live").build()).text()).isEqualTo("{\"status\":\"live\"}");

            server.store().close();

            assertThat(server.send(server.plain("/health/ready").build()).status())
                    .isEqualTo(503);
            assertThat(server.send(server.plain("/health/live").build()).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void metrics_withToken_countRequestsByEndpoint() {
        try (TestServer server = TestServer.start()) {
            server.post("/upsert", "{\"documents\":[{\"text\":\"a tide\"}]}");
            server.post("/upsert", "{");
            server.get("/nowhere");

            Answer metrics = server.get("/metrics");

            assertThat(metrics.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.text())
                    .contains("lectern_requests_total{endpoint=\"POST /upsert\",status=\"200\"} 1\n")
                    .contains("lectern_requests_total{endpoint=\"POST /upsert\",status=\"422\"} 1\n")
                    .contains("lectern_requests_total{endpoint=\"other\",status=\"404\"} 1\n")
                    .contains("lectern_request_seconds_bucket{endpoint=\"POST /upsert\",le=\"+Inf\"} 2\n")
                    .contains("lectern_request_seconds_count{endpoint=\"POST /upsert\"} 2\n")
                    .contains("lectern_documents 1\n", "lectern_chunks 1\n", "jvm_memory_used_bytes ");
            assertThat(metrics.text().lines())
                    .allMatch(line -> line.matches("# (HELP|TYPE) .*|[a-z_]+(\\{[^}]*\\})? [-0-9.E]+"));
            assertThat(server.send(server.plain("/metrics").build()).status()).isEqualTo(403);
        }
    }

    @Test
    void requestId_ofTheClient_isAnswered() {
        try (TestServer server = TestServer.start()) {
            Answer given = server.send(
                    server.plain("/health").header("X-Request-Id", "abc-1").build());
            Answer made = server.send(server.plain("/health").build());

            assertThat(given.header("X-Request-Id")).isEqualTo("abc-1");
            assertThat(made.header("X-Request-Id")).hasSize(36);
        }
    }

    @Test
    void requestId_isInTheLinesOfAccessAndFailureAndNoTextIs() throws Exception {
        try (LogLines lines = LogLines.keep();
                TestServer server = TestServer.start(new BagOfWords())) {
            Answer failed = server.send(server.request("/upsert")
                    .header("X-Request-Id", "abc-7")
                    .POST(BodyPublishers.ofString(
                            "{\"documents\":[{\"id\":\"d\",\"text\":\"FAIL_EMBED secretword\"}]}"))
                    .build());
            Answer broken = server.post("/query", "{\"queries\":[secretword]}");

            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.header("X-Request-Id")).isEqualTo("abc-7");
            assertThat(lines.next(line -> line.getLevel() == Level.ERROR).getFormattedMessage())
                    .isEqualTo("request abc-7 failed: POST /upsert");
            assertThat(lines.next(OperationTest::isAccess).getFormattedMessage())
                    .matches("abc-7 POST /upsert 500 \\d+ ms");
            assertThat(lines.next(OperationTest::isAccess).getFormattedMessage())
                    .matches(broken.header("X-Request-Id") + " POST /query 422 \\d+ ms");
            assertThat(lines.text()).doesNotContain("secretword", TestServer.TOKEN);
        }
    }

    private static boolean isAccess(ILoggingEvent line) {
        return line.getLoggerName().equals("dev.lectern.server.access");
    }

    @Test
    void requestId_isAtHandForLinesOfThePartsThatWork() throws Exception {
        Reader reader = (source, sink) -> {
            LoggerFactory.getLogger("dev.lectern.readers.talking").debug("reading");
            sink.document(Document.of("d", "The tide turns."));
        };
        try (LogLines lines = LogLines.keep();
                RetrievalPluginServer server = RetrievalPluginServer.builder()
                        .store(InMemoryStore.create())
                        .embeddingModel(FakeEmbeddingModel.create())
                        .reader(reader)
                        .option("port", "0")
                        .option("auth", "none")
                        .build()) {
            server.start();
            Form form = new Form().file("a.txt", "text/plain", "x");

            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.uri().resolve("/upsert-file"))
                                    .header("Content-Type", form.contentType())
                                    .header("X-Request-Id", "abc-8")
                                    .POST(form.publisher())
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(lines.next(line -> line.getMessage().equals("reading")).getMDCPropertyMap())
                    .containsEntry("request-id", "abc-8");
        }
    }

    @Test
    void challenge_whereAskedFor_is401() {
        try (TestServer server = TestServer.start("auth-challenge", "true")) {
            Answer answer = server.send(
                    server.plain("/query").POST(BodyPublishers.ofString("{}")).build());

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.text()).isEqualTo("{\"detail\":\"Not authenticated\"}");
        }
    }

    @Test
    void cors_presetAndList_letThoseOriginsIn() {
        try (TestServer server = TestServer.start("cors", "chatgpt", "cors-private-network", "true")) {
            Answer allowed = preflight(server, "https://chatgpt.com");
            Answer other = preflight(server, "https://evil.example");
            Answer query = server.send(server.request("/query")
                    .header("Origin", "https://chatgpt.com")
                    .POST(BodyPublishers.ofString("{\"queries\":[]}"))
                    .build());

            assertThat(allowed.status()).isEqualTo(200);
            assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://chatgpt.com");
            assertThat(allowed.header("Access-Control-Allow-Headers")).isEqualTo("authorization");
            assertThat(allowed.header("Access-Control-Allow-Private-Network")).isEqualTo("true");
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(query.header("Access-Control-Allow-Origin")).isEqualTo("https://chatgpt.com");
            assertThat(query.header("Vary")).isEqualTo("Origin");
        }
        try (TestServer server = TestServer.start("cors", "https://a.example, https://b.example")) {
            assertThat(preflight(server, "https://b.example").status()).isEqualTo(200);
        }
        try (TestServer server = TestServer.start()) {
            assertThat(preflight(server, "https://chatgpt.com").status()).isEqualTo(405);
        }
    }

    private static Answer preflight(TestServer server, String origin) {
        return server.send(server.plain("/query")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .header("Access-Control-Request-Private-Network", "true")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    }

    @Test
    void tls_withAKeystore_speaksHttp2(@TempDir Path folder) throws Exception {
        Path keystore = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        "secret1")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        try (TestServer server = TestServer.start("tls-keystore", keystore.toString(), "tls-password", "secret1")) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(keystore)).build();

            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(server.uri().resolve("/query"))
                            .header("Authorization", "Bearer " + TestServer.TOKEN)
                            .POST(BodyPublishers.ofString("{\"queries\":[]}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(server.uri().getScheme()).isEqualTo("https");
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).isEqualTo("{\"results\":[]}");
        }
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore store = KeyStore.getInstance(keystore.toFile(), "secret1".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void plainHttp2_isSpokenToo() throws Exception {
        try (TestServer server = TestServer.start()) {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.uri().resolve("/health"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }
}

package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.server.TestServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientsTest {

    private static final String HEAD = "POST /upsert HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.TOKEN
            + "\r\nContent-Type: application/json\r\n";
    private static final String UPLOAD_HEAD = "POST /upsert-file HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + TestServer.TOKEN + "\r\nContent-Type: multipart/form-data; boundary=b\r\n";
    private static final String PART_HEAD =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    private static final int LIMIT = 10 << 20;

    @Test
    void headThatDrips_isCutOffThoughBytesCome() throws Exception {
        try (TestServer server = TestServer.start("idle-timeout", "PT0.4S");
                RawClient client = new RawClient(server.uri())) {
            client.send("GET /health HTTP/1.1\r\n");

            boolean refused = false;
            for (int i = 0; i < 300 && !refused; i++) {
                refused = !canSend(client, "X-" + i + ": a\r\n");
                Thread.sleep(50); // a client that drips has to wait between drops
            }

            assertThat(refused).isTrue();
        }
    }

    private static boolean canSend(RawClient client, String text) {
        try {
            client.send(text);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void bodyThatDoesNotCome_is408AndHoldsNoThread() throws Exception {
        try (TestServer server = TestServer.start("read-timeout", "PT0.5S", "workers", "1")) {
            RawClient[] slow = new RawClient[50];
            for (int i = 0; i < slow.length; i++) {
                slow[i] = new RawClient(server.uri()).send(HEAD + "Content-Length: 1000\r\n\r\n{\"documents\":");
            }

            Answer other = server.post("/query", "{\"queries\":[]}");

            assertThat(other.status()).isEqualTo(200);
            for (RawClient client : slow) {
                assertThat(client.answer()).startsWith("HTTP/1.1 408 ").contains("Connection: close");
                client.close();
            }
        }
    }

    @Test
    void bodyThatSaysItIsTooLarge_isRefusedBeforeItComes() throws Exception {
        try (TestServer server = TestServer.start("max-body-bytes", "1000");
                RawClient client = new RawClient(server.uri())) {
            client.send(HEAD + "Content-Length: 524288000\r\n\r\n");

            assertThat(client.answer())
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith(
                            "{\"detail\":\"The body must be at most 1000 bytes long, got: more. Send it in parts.\"}");
        }
    }

    @Test
    void bodyOf500MegabytesInChunks_isRefusedWhileItIsRead() throws Exception {
        try (TestServer server = TestServer.start("max-body-bytes", Integer.toString(LIMIT));
                RawClient client = new RawClient(server.uri())) {
            CompletableFuture<String> answer = client.answerLater();
            client.send(HEAD + "Transfer-Encoding: chunked\r\n\r\n");

            long sent = client.sendChunks(500L << 20);

            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("Connection: close")
                    .endsWith("{\"detail\":\"The body must be at most " + LIMIT
                            + " bytes long, got: more. Send it in parts.\"}");
            assertThat(sent).isBetween((long) LIMIT, 100L << 20);
        }
    }

    @Test
    void uploadOf500MegabytesInChunks_isRefusedWhileItIsRead() throws Exception {
        try (TestServer server = TestServer.start("max-upload-bytes", Integer.toString(LIMIT));
                RawClient client = new RawClient(server.uri())) {
            CompletableFuture<String> answer = client.answerLater();
            client.send(UPLOAD_HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            client.send(Integer.toHexString(PART_HEAD.length()) + "\r\n" + PART_HEAD + "\r\n");

            long sent = client.sendChunks(500L << 20);

            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("The body must be at most " + LIMIT + " bytes long");
            assertThat(sent).isBetween((long) LIMIT, 100L << 20);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 403 | Not authenticated",
                "Bearer | 403 | Not authenticated",
                "'Bearer ' | 403 | Not authenticated",
                "Basic dXNlcjpwYXNz | 403 | Invalid authentication credentials",
                "Bearer wrong | 401 | Invalid or missing token",
                "Bearer testtoken1 | 401 | Invalid or missing token",
                "Bearer testtoke | 401 | Invalid or missing token",
                "Bearer testtoken testtoken | 401 | Invalid or missing token",
                "testtoken | 403 | Not authenticated"
            })
    void wrongToken_isRefusedBeforeTheBodyIsLookedAt(String header, int status, String detail) throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = new RawClient(server.uri())) {
            client.send("POST /upsert HTTP/1.1\r\nHost: x\r\n"
                    + (header.isEmpty() ? "" : "Authorization: " + header + "\r\n") + "Content-Length: 5\r\n\r\n{{{{{");

            assertThat(client.answer())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .endsWith("{\"detail\":\"" + detail + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "x%0d%0aSet-Cookie:a", "\"", "ä"})
    void requestId_thatIsNoWord_isReplaced(String id) throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = new RawClient(server.uri())) {
            client.send("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-Id: " + id + "\r\n\r\n");

            assertThat(client.answer())
                    .contains("X-Request-Id: ")
                    .doesNotContain("X-Request-Id: " + id)
                    .doesNotContain("Set-Cookie");
        }
    }

    @Test
    void tokenInOtherLetters_afterTheRightOneOnAConnection_isRefused() throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = new RawClient(server.uri())) {
            String head = "GET /documents HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ";

            client.send(head + "testtoken\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 200 ");
            client.send(head + "TESTTOKEN\r\n\r\n");
            assertThat(client.answer()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void idWithLineBreaks_doesNotBecomeAHeader() {
        try (TestServer server = TestServer.start()) {
            Answer answer =
                    server.post("/upsert", "{\"documents\":[{\"id\":\"a\\r\\nSet-Cookie: x=y, b\",\"text\":\" \"}]}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(answer.header("Lectern-Empty-Documents")).isEqualTo("a%0D%0ASet-Cookie: x=y%2C b");
        }
    }

    @Test
    void brokenJson_isNotEchoed() {
        try (TestServer server = TestServer.start()) {
            for (String broken : List.of(
                    "{\"queries\": [secretword", "{secretword}", "[\"secretword\" secretword]", "#secretword")) {
                Answer answer = server.post("/query", broken);

                assertThat(answer.text()).contains("value_error.jsondecode").doesNotContain("secretword");
            }
        }
    }

    @Test
    void hostileJson_isRefusedByName() {
        try (TestServer server = TestServer.start()) {
            assertThat(server.post("/upsert", "[".repeat(100_000)).text()).contains("value_error.jsondecode");
            assertThat(server.post("/upsert", "{\"documents\":[{\"text\":\"\\ud800\"}]}")
                            .text())
                    .contains("\"text\"],\"msg\":\"unpaired surrogate at index 0 is no character\"");
            assertThat(server.post("/upsert", "{\"documents\":[{\"text\":\"a\"}]} x")
                            .text())
                    .contains("value_error.jsondecode");
            assertThat(server.post("/query", "{\"queries\":[{\"query\":\"a\",\"top_k\":1e999999}]}")
                            .text())
                    .contains("value_error.number.not_le");
            assertThat(server.post("/query", "{\"queries\":[{\"query\":\"a\",\"top_k\":" + "9".repeat(2000) + "}]}")
                            .status())
                    .isEqualTo(422);
            Answer bytes = server.send(server.request("/upsert")
                    .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xC3, '"'}))
                    .build());
            assertThat(bytes.status()).isEqualTo(400);
            assertThat(bytes.text()).isEqualTo("{\"detail\":\"There was an error parsing the body\"}");
        }
    }

    @Test
    void malformedForms_areRefused() {
        try (TestServer server = TestServer.start()) {
            String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
            List<String> bodies = List.of(
                    part + "never ends",
                    part,
                    "--b\r\nContent-Disposition: form-data; name=\"" + "x".repeat(20_000) + "\"\r\n\r\na\r\n--b--",
                    IntStream.range(0, 1000)
                            .mapToObj(i -> "--b\r\nContent-Disposition: form-data; name=\"f" + i + "\"\r\n\r\na\r\n")
                            .collect(Collectors.joining()),
                    "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + "a".repeat(100_000)
                            + "\r\n--b--\r\n");
            for (String body : bodies) {
                Answer answer = form(server, "multipart/form-data; boundary=b", body);
                assertThat(answer.status())
                        .as(body.substring(0, Math.min(200, body.length())) + answer.text())
                        .isEqualTo(400);
                assertThat(answer.text()).startsWith("{\"detail\":\"There was an error parsing the body");
            }
            assertThat(form(server, "multipart/form-data", "x").text()).contains("the boundary is missing");
            assertThat(form(server, "multipart/form-data; boundary=b", "--b--\r\n")
                            .text())
                    .contains("[\"body\",\"file\"]", "value_error.missing");
        }
    }

    private static Answer form(TestServer server, String type, String body) {
        return server.send(server.plain("/upsert-file")
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "../../../../etc/passwd, passwd.txt",
        "..\\..\\boot.ini, boot.ini.txt",
        "/etc/shadow, shadow.txt",
        "..., upload.txt",
        "'', upload.txt",
        "a:b*?.txt, a_b__.txt",
        ".hidden, hidden.txt",
        "Grüße 蛙.txt, Grüße 蛙.txt"
    })
    void fileName_thatIsAPath_isOnlyAName(String name, String kept) {
        try (TestServer server = TestServer.start("file-name-as-source-id", "true")) {
            Form form = new Form().file(name, "text/plain", "The tide turns.").field("id", "d");

            Answer answer = server.send(server.plain("/upsert-file")
                    .header("Authorization", "Bearer " + TestServer.TOKEN)
                    .header("Content-Type", form.contentType())
                    .POST(form.publisher())
                    .build());

            assertThat(answer.text()).isEqualTo("{\"ids\":[\"d\"]}");
            assertThat(server.get("/documents/d")
                            .json()
                            .at("/metadata/source_id")
                            .asText())
                    .isEqualTo(kept);
        }
    }

    @Test
    void archiveThatUnfoldsToMuchMore_isRefused() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }
        try (TestServer server = TestServer.start()) {
            for (String type : List.of(
                    "application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")) {
                Form form = new Form().file("a.docx", type, bomb.toByteArray());

                Answer answer = server.send(server.plain("/upsert-file")
                        .header("Authorization", "Bearer " + TestServer.TOKEN)
                        .header("Content-Type", form.contentType())
                        .POST(form.publisher())
                        .build());

                assertThat(answer.status()).as(answer.text()).isIn(413, 415, 422);
            }
        }
    }

    @Test
    void brokenRequest_isAnsweredInJsonWithoutDetails() throws Exception {
        try (TestServer server = TestServer.start();
                RawClient client = new RawClient(server.uri())) {
            client.send("GET /health HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n");

            assertThat(client.answer()).startsWith("HTTP/1.1 400 ").endsWith("{\"detail\":\"Bad Request\"}");
        }
    }
}

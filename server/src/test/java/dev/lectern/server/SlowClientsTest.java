package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.server.TestServer.Answer;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that send or read as slowly as they can, and more of them than there is room for. */
class SlowClientsTest {

    private static final String AUTHORIZED =
            " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.TOKEN + "\r\n";
    private static final String LIVE = "GET /health/live" + AUTHORIZED + "\r\n";

    @Test
    void bodyThatDrips_is408ThoughBytesCome() throws Exception {
        try (TestServer server = TestServer.start("read-timeout", "PT0.5S");
                RawClient client = new RawClient(server.uri())) {
            CompletableFuture<String> answer = client.answerLater();
            client.send(
                    "POST /upsert" + AUTHORIZED + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");

            client.dripUntil(answer);

            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("Connection: close")
                    .endsWith("{\"detail\":\"The body did not come in time. Send it again.\"}");
        }
    }

    @Test
    void uploadThatDrips_is408ThoughBytesCome() throws Exception {
        try (TestServer server = TestServer.start("read-timeout", "PT0.5S");
                RawClient client = new RawClient(server.uri())) {
            CompletableFuture<String> answer = client.answerLater();
            client.send("POST /upsert-file" + AUTHORIZED
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n");

            client.dripUntil(answer);

            assertThat(answer.get(30, TimeUnit.SECONDS))
                    .startsWith("HTTP/1.1 408 ")
                    .endsWith("{\"detail\":\"The body did not come in time. Send it again.\"}");
        }
    }

    @Test
    void answerThatIsNotRead_holdsNoWorker() throws Exception {
        try (TestServer server = TestServer.start(new WideModel(), "workers", "1");
                RawClient client = new RawClient(server.uri())) {
            server.post("/upsert", "{\"documents\":[{\"id\":\"long\",\"text\":\"" + "tide ".repeat(100_000) + "\"}]}");
            String queries = "{\"queries\":["
                    + String.join(",", Collections.nCopies(80, "{\"query\":\"tide\",\"top_k\":1000}")) + "]}";

            client.send("POST /query" + AUTHORIZED + "Content-Type: application/json\r\nContent-Length: "
                    + queries.length() + "\r\n\r\n" + queries);
            String status = client.status(); // the answer of 50 MB, more than the buffers between us take, has begun
            Answer other = server.post("/query", "{\"queries\":[{\"query\":\"tide\",\"top_k\":1}]}");

            assertThat(status).isEqualTo("HTTP/1.1 200 OK");
            assertThat(other.status()).isEqualTo(200);
        }
    }

    @Test
    @SuppressWarnings("try") // it is the early end of a connection that matters
    void connectionsBeyondTheMost_waitUntilOneCloses() throws Exception {
        try (TestServer server = TestServer.start("max-connections", "2");
                RawClient first = new RawClient(server.uri());
                RawClient second = new RawClient(server.uri());
                RawClient third = new RawClient(server.uri())) {
            assertThat(first.send(LIVE).answer()).startsWith("HTTP/1.1 200 ");
            assertThat(second.send(LIVE).answer()).startsWith("HTTP/1.1 200 ");

            CompletableFuture<String> waiting = third.send(LIVE).answerLater();
            for (int i = 0; i < 50; i++) { // time enough for many answers, of which none is the third's
                assertThat(first.send(LIVE).answer()).startsWith("HTTP/1.1 200 ");
            }
            assertThat(waiting).isNotDone();
            second.close();

            assertThat(waiting.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ");
        }
    }
}

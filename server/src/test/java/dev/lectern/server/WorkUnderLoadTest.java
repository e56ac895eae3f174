package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkUnderLoadTest {

    private static final String HEAD = "POST /upsert HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + TestServer.TOKEN
            + "\r\nContent-Type: application/json\r\n";

    /** Embeds when told to. */
    private static final class HeldModel implements EmbeddingModel {

        private final EmbeddingModel words = FakeEmbeddingModel.create();
        private final CountDownLatch arrived;
        private final CountDownLatch go;

        HeldModel(int arrivals, CountDownLatch go) {
            this.arrived = new CountDownLatch(arrivals);
            this.go = go;
        }

        private void hold() {
            arrived.countDown();
            try {
                if (!go.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("nobody let the model go on");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public String name() {
            return "held";
        }

        @Override
        public int dimensions() {
            return words.dimensions();
        }

        @Override
        public int maxTokens() {
            return words.maxTokens();
        }

        @Override
        public Tokenizer tokenizer() {
            return words.tokenizer();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            hold();
            return words.embedDocuments(texts);
        }

        @Override
        public Embedding embedQuery(String text) {
            hold();
            return words.embedQuery(text);
        }
    }

    @Test
    void queries_ofASlowModel_runSideBySideAndHoldUpNothingElse() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HeldModel model = new HeldModel(4, go);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (TestServer server = TestServer.start(model)) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(clients.submit(() -> server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}")));
            }

            assertThat(model.arrived.await(30, TimeUnit.SECONDS))
                    .as("all four embed at once")
                    .isTrue();
            assertThat(server.get("/.well-known/ai-plugin.json").status()).isEqualTo(200);
            assertThat(server.get("/health/live").status()).isEqualTo(200);

            go.countDown();
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void requests_beyondWorkersAndQueue_areRefusedWith503() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HeldModel model = new HeldModel(1, go);
        ExecutorService clients = Executors.newFixedThreadPool(3);
        try (TestServer server = TestServer.start(model, "workers", "1", "queue", "1")) {
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> ask(server), clients);
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Answer> second = CompletableFuture.supplyAsync(() -> ask(server), clients);
            CompletableFuture<Answer> third = CompletableFuture.supplyAsync(() -> ask(server), clients);
            Answer refused = (Answer) CompletableFuture.anyOf(second, third).get(30, TimeUnit.SECONDS);
            go.countDown();

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(List.of(
                            first.get().status(),
                            second.get().status(),
                            third.get().status()))
                    .containsExactlyInAnyOrder(200, 200, 503);
        } finally {
            clients.shutdownNow();
        }
    }

    private static Answer ask(TestServer server) {
        return server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}");
    }

    @Test
    void answer_thatTakesLongerThanTheIdleTimeout_arrives() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HeldModel model = new HeldModel(1, go);
        try (TestServer server = TestServer.start(model, "idle-timeout", "PT0.2S")) {
            CompletableFuture<Answer> answer =
                    CompletableFuture.supplyAsync(() -> server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}"));
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(800); // four times the time limit that must not count

            go.countDown();

            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void stop_whileAnUpsertIsUnderWay_finishesIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HeldModel model = new HeldModel(1, go);
        try (TestServer server = TestServer.start(model)) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> upsert(server, "d"));
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = stopping(server);
            assertThat(stopped).isNotDone();
            go.countDown();

            assertThat(answer.get(30, TimeUnit.SECONDS).text()).isEqualTo("{\"ids\":[\"d\"]}");
            stopped.get(30, TimeUnit.SECONDS);
            assertThat(server.store().documentCount()).isEqualTo(1);
        }
    }

    @Test
    void stop_whileOneRunsAndTwoWait_finishesAllThree() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HeldModel model = new HeldModel(1, go);
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try (TestServer server = TestServer.start(model, "workers", "1", "queue", "2")) {
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            answers.add(CompletableFuture.supplyAsync(() -> upsert(server, "d0"), clients));
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 1; i <= 3; i++) {
                String id = "d" + i;
                answers.add(CompletableFuture.supplyAsync(() -> upsert(server, id), clients));
            }
            // Once one is refused, the other two wait.
            CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

            CompletableFuture<Void> stopped = stopping(server);
            go.countDown();

            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<Answer> answer : answers) {
                statuses.add(answer.get(30, TimeUnit.SECONDS).status());
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 200, 200, 503);
            stopped.get(30, TimeUnit.SECONDS);
            assertThat(server.store().documentCount()).isEqualTo(3);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void stop_whileABodyIsHalfSent_takesTheRest() throws Exception {
        String body = "{\"documents\":[{\"id\":\"d\",\"text\":\"The tide turns.\"}]}";
        try (TestServer server = TestServer.start();
                RawClient client = new RawClient(server.uri())) {
            client.send(HEAD + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(client.status()).isEqualTo("HTTP/1.1 100 Continue"); // it reads the body
            assertThat(client.status()).isEmpty();
            client.send(body.substring(0, 20));

            CompletableFuture<Void> stopped = stopping(server);
            client.send(body.substring(20, 30));
            Thread.sleep(400); // a client that pauses for longer than a quiet connection is kept
            client.send(body.substring(30));

            assertThat(client.answer()).startsWith("HTTP/1.1 200 ").contains("{\"ids\":[\"d\"]}");
            stopped.get(30, TimeUnit.SECONDS);
            assertThat(server.store().documentCount()).isEqualTo(1);
        }
    }

    @Test
    void stop_whileABodyNeverEnds_endsAfterTheStopTimeout() throws Exception {
        try (TestServer server = TestServer.start("stop-timeout", "PT0.3S");
                RawClient client = new RawClient(server.uri())) {
            client.send(HEAD + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
            assertThat(client.status()).isEqualTo("HTTP/1.1 100 Continue");

            stopping(server).get(30, TimeUnit.SECONDS);

            assertThat(client.answer()).doesNotContain("HTTP/1.1 200");
            assertThat(server.store().documentCount()).isZero();
        }
    }

    @Test
    void stop_whileWorkTakesLongerThanTheStopTimeout_interruptsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        HeldModel model = new HeldModel(1, never);
        try (TestServer server = TestServer.start(model, "stop-timeout", "PT0.3S");
                RawClient client = new RawClient(server.uri())) {
            String body = "{\"documents\":[{\"id\":\"d\",\"text\":\"The tide turns.\"}]}";
            client.send(HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();

            stopping(server).get(30, TimeUnit.SECONDS);

            assertThat(client.answer()).doesNotContain("HTTP/1.1 200");
            assertThat(server.store().documentCount()).isZero();
        }
    }

    private static Answer upsert(TestServer server, String id) {
        return server.post("/upsert", "{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"The tide turns.\"}]}");
    }

    /** Stops a server, and returns when it takes no more requests. */
    private static CompletableFuture<Void> stopping(TestServer server) throws Exception {
        URI uri = server.uri();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(
                server.server()::stop, stop -> new Thread(stop, "stop").start()); // Jetty needs the common pool itself
        boolean takes = true;
        while (takes) {
            // The system may still take a connection that the server does not.
            try (RawClient client = new RawClient(uri, 1_000)) {
                takes = client.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer()
                        .startsWith("HTTP/1.1 200 ");
            } catch (IOException refused) {
                takes = false;
            }
        }
        return stopped;
    }
}

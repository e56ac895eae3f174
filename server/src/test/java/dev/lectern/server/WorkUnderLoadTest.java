package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.testkit.FakeEmbeddingModel;
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
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                    () -> server.post("/upsert", "{\"documents\":[{\"id\":\"d\",\"text\":\"The tide turns.\"}]}"));
            assertThat(model.arrived.await(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::stop);
            Thread.sleep(1_500); // long enough for a stop that does not wait to have ended
            assertThat(stopped).isNotDone();
            go.countDown();

            assertThat(answer.get(30, TimeUnit.SECONDS).text()).isEqualTo("{\"ids\":[\"d\"]}");
            stopped.get(30, TimeUnit.SECONDS);
            assertThat(server.store().documentCount()).isEqualTo(1);
        }
    }
}

package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.server.TestServer.Answer;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.StoreException;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a store cannot do is told as a failure, in the words of the original, and never as an empty answer. */
class FailingStoreTest {

    private static final String INSIDE = "/srv/secret-index/segments_7";

    private final LogLines lines = LogLines.keep();
    private final FailingStore store = new FailingStore(InMemoryStore.create());
    private final TestServer server = TestServer.start(store, FakeEmbeddingModel.create(256));

    /** All that goes to the store, by name. */
    private final Map<String, Supplier<Answer>> calls = new LinkedHashMap<>();

    FailingStoreTest() {
        calls.put("query", () -> server.post("/query", "{\"queries\":[{\"query\":\"tide\"}]}"));
        calls.put(
                "upsert", () -> server.post("/upsert", "{\"documents\":[{\"id\":\"new\",\"text\":\"A new tide.\"}]}"));
        calls.put("upload", this::upload);
        calls.put("delete by id", () -> server.delete("{\"ids\":[\"stored\"]}"));
        calls.put("delete by filter", () -> server.delete("{\"filter\":{\"author\":\"Ada\"}}"));
        calls.put("delete all", () -> server.delete("{\"delete_all\":true}"));
        calls.put("list", () -> server.get("/documents"));
        calls.put("show", () -> server.get("/documents/stored"));
        server.post(
                "/upsert",
                "{\"documents\":[{\"id\":\"stored\",\"text\":\"The tide turns.\",\"metadata\":{\"author\":\"Ada\"}}]}");
    }

    @AfterEach
    void stop() {
        server.close();
        lines.close();
    }

    private Answer upload() {
        Form form = new Form().file("a.txt", "text/plain", "An uploaded tide.").field("id", "file");
        return server.send(server.plain("/upsert-file")
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .header("Content-Type", form.contentType())
                .POST(form.publisher())
                .build());
    }

    private static StoreException failure(boolean retryable) {
        return new StoreException(
                INSIDE,
                "Could not write " + INSIDE + ": no space left. Free some.",
                new IllegalStateException(INSIDE),
                retryable);
    }

    @Test
    void call_storeThatFailsForGood_is500InTheWordsOfTheOriginal() {
        store.failWith(failure(false));

        calls.forEach((name, call) -> {
            Answer answer = call.get();

            assertThat(answer.status()).as(name).isEqualTo(500);
            assertThat(answer.text()).as(name).isEqualTo("{\"detail\":\"Internal Service Error\"}");
            assertThat(answer.header("Lectern-Error")).as(name).isEqualTo("StoreException");
            assertThat(answer.header("Retry-After")).as(name).isEmpty();
            assertThat(answer.headers().map().toString()).as(name).doesNotContain("secret-index");
        });
        assertThat(lines.text()).contains(INSIDE); // who runs the server is told
    }

    @Test
    void call_storeThatMayWorkLater_is503WithATime() {
        store.failWith(failure(true));

        calls.forEach((name, call) -> {
            Answer answer = call.get();

            assertThat(answer.status()).as(name).isEqualTo(503);
            assertThat(answer.text()).as(name).isEqualTo("{\"detail\":\"The store is not available. Try again.\"}");
            assertThat(answer.header("Retry-After")).as(name).isEqualTo("5");
            assertThat(answer.headers().map().toString()).as(name).doesNotContain("secret-index");
        });
    }

    @Test
    void call_storeWithADefect_is500AndNothingInsideIsTold() {
        store.failWith(new IndexOutOfBoundsException(INSIDE));

        calls.forEach((name, call) -> {
            Answer answer = call.get();

            assertThat(answer.status()).as(name).isEqualTo(500);
            assertThat(answer.text()).as(name).isEqualTo("{\"detail\":\"Internal Service Error\"}");
            assertThat(answer.headers().map().toString()).as(name).doesNotContain("secret-index");
        });
    }

    @Test
    void call_afterFailures_worksAndFindsWhatWasThere() {
        store.failWith(failure(false));
        calls.forEach((name, call) -> assertThat(call.get().status()).as(name).isEqualTo(500));
        store.failWith(null);

        Answer found = server.post("/query", "{\"queries\":[{\"query\":\"tide\",\"top_k\":10}]}");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().at("/results/0/results"))
                .extracting(chunk -> chunk.path("id").asText())
                .containsExactly("stored_0");
        calls.forEach((name, call) -> assertThat(call.get().status())
                .as(name)
                .isEqualTo(name.equals("show") ? 404 : 200)); // all is deleted by then
    }
}

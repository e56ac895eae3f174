package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.store.lucene.LuceneStore;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred clients at once that write, read and delete. With {@code -Dlectern.load.seconds=60} they go on for a minute instead of
 * seconds, and figures are printed.
 */
class ManyClientsTest {

    private static final int CLIENTS = 200;
    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());
    private static final int SECONDS = Integer.getInteger("lectern.load.seconds", 4);
    private static final long ALLOWED_GROWTH = 64L << 20; // bytes, of which class loading and compiled code need most

    private final AtomicLong requests = new AtomicLong();

    @Test
    void clients_twoHundredAtOnceOverAStoreInMemory_loseNothing() throws Exception {
        try (Store store = InMemoryStore.create()) {
            loseNothing("in memory", store);
        }
    }

    @Test
    void clients_twoHundredAtOnceOverAStoreOnDisk_loseNothing(@TempDir Path folder) throws Exception {
        try (Store store = LuceneStore.open(folder.resolve("store"))) {
            loseNothing("on disk", store);
        }
    }

    private void loseNothing(String name, Store store) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long start = System.nanoTime();
        long deadline = start + SECONDS * 1_000_000_000L;
        // A connection that its client leaves idle may be closed just when it is used again (RFC 9112, 9.5), and that
        // is no lost update.
        String idle = Duration.ofSeconds(SECONDS).plusMinutes(5).toString();
        try (TestServer server =
                TestServer.start(store, FakeEmbeddingModel.create(256), "queue", "1000", "idle-timeout", idle)) {
            List<Future<String>> faults = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                faults.add(threads.submit(() -> work(server, client, new Random(SEED + client), deadline)));
            }
            LockSupport.parkNanos((deadline - start) / 2);
            long half = usedHeap();
            for (Future<String> fault : faults) {
                assertThat(fault.get()).as("lectern.seed=%d", SEED).isEmpty();
            }
            long end = usedHeap();

            assertThat(server.store().documentCount()).isEqualTo(CLIENTS);
            assertThat(end)
                    .as("bytes of heap, with %d after half of the time", half)
                    .isLessThan(half + ALLOWED_GROWTH);
            if (System.getProperty("lectern.load.seconds") != null) {
                System.out.printf(
                        "store %s: %d clients sent %d requests in %d s; heap %d MiB after half of it, %d MiB at the end%n",
                        name,
                        CLIENTS,
                        requests.get(),
                        (System.nanoTime() - start) / 1_000_000_000,
                        half >> 20,
                        end >> 20);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Writes, reads and deletes documents of one's own, and expects to see each of one's own changes; returns what was wrong. */
    private String work(TestServer server, int client, Random random, long deadline) {
        String id = "doc-" + client;
        String filter = "\"filter\":{\"document_id\":\"" + id + "\"}";
        String expected = "";
        int round = 0;
        do {
            if (random.nextInt(4) == 0) {
                expected = "";
                Answer deleted = server.delete("{\"ids\":[\"" + id + "\"]}");
                if (deleted.status() != 200) {
                    return "delete " + deleted.status() + deleted.text();
                }
            } else {
                expected = "client " + client + " round " + round;
                Answer stored = server.post(
                        "/upsert", "{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"" + expected + "\"}]}");
                if (stored.status() != 200) {
                    return "upsert " + stored.status() + stored.text();
                }
            }
            Answer answer = server.post("/query", "{\"queries\":[{\"query\":\"client\"," + filter + "}]}");
            JsonNode found = answer.json().at("/results/0/results");
            String text = found.isEmpty() ? "" : found.at("/0/text").asText();
            if (answer.status() != 200 || !text.equals(expected) || found.size() > 1) {
                return "expected \"" + expected + "\", found " + answer.status() + answer.text();
            }
            requests.addAndGet(2);
            round++;
        } while (System.nanoTime() < deadline);
        Answer last = server.post("/upsert", "{\"documents\":[{\"id\":\"" + id + "\",\"text\":\"the last\"}]}");
        return last.status() == 200 ? "" : "last upsert " + last.status() + last.text();
    }
}

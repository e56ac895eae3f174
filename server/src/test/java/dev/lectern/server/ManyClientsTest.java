package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final Pattern SENTENCE = Pattern.compile("Of version (\\S+) this is sentence (\\d+) of (\\d+)\\.");
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

    @Test
    void writersOfOneDocument_overAStoreInMemory_areNeverSeenHalf() throws Exception {
        try (Store store = InMemoryStore.create()) {
            seeWholeVersions(store);
        }
    }

    @Test
    void writersOfOneDocument_overAStoreOnDisk_areNeverSeenHalf(@TempDir Path folder) throws Exception {
        try (Store store = LuceneStore.open(folder.resolve("store"))) {
            seeWholeVersions(store);
        }
    }

    /** Versions of one document have different numbers of chunks; readers must find all chunks of one, and of no other. */
    private static void seeWholeVersions(Store store) throws Exception {
        int writers = 8;
        int rounds = 15;
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicLong writing = new AtomicLong(writers);
        AtomicLong seen = new AtomicLong();
        try (TestServer server =
                TestServer.start(store, FakeEmbeddingModel.create(256), "chunk-tokens", "16", "chunk-overlap", "0")) {
            assertThat(write(server, "first", 5).status()).isEqualTo(200);
            List<Future<String>> faults = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                Random random = new Random(SEED + writer);
                faults.add(threads.submit(() -> {
                    String fault = "";
                    for (int round = 0; round < rounds && fault.isEmpty(); round++) {
                        Answer stored = write(server, writer + "x" + round, 2 + random.nextInt(30));
                        fault = stored.status() == 200 ? "" : stored.status() + stored.text();
                    }
                    writing.decrementAndGet();
                    return fault;
                }));
            }
            for (int i = 0; i < 4; i++) {
                boolean query = i % 2 == 0;
                faults.add(threads.submit(() -> {
                    String fault = "";
                    do {
                        fault = notWhole(query ? found(server) : shown(server));
                        seen.incrementAndGet();
                    } while (writing.get() > 0 && fault.isEmpty());
                    return fault;
                }));
            }
            for (Future<String> fault : faults) {
                assertThat(fault.get()).as("lectern.seed=%d", SEED).isEmpty();
            }
            assertThat(seen.get()).isGreaterThan(4);
            assertThat(notWhole(found(server))).isEmpty();
            assertThat(store.documentCount()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Answer write(TestServer server, String version, int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= sentences; i++) {
            text.append("Of version " + version + " this is sentence " + i + " of " + sentences + ". ");
        }
        return server.post("/upsert", "{\"documents\":[{\"id\":\"one\",\"text\":\"" + text + "\"}]}");
    }

    private static List<JsonNode> found(TestServer server) {
        Answer answer = server.post(
                "/query",
                "{\"queries\":[{\"query\":\"sentence\",\"top_k\":1000,\"filter\":{\"document_id\":\"one\"}}]}");
        return ImmutableList.copyOf(answer.json().at("/results/0/results"));
    }

    private static List<JsonNode> shown(TestServer server) {
        return ImmutableList.copyOf(server.get("/documents/one").json().path("chunks"));
    }

    /** Returns what is wrong with chunks that should hold each sentence of one version. */
    private static String notWhole(List<JsonNode> chunks) {
        String all = chunks.stream().map(chunk -> chunk.path("text").asText()).collect(Collectors.joining(" "));
        Set<String> versions = new TreeSet<>();
        Set<Integer> sentences = new TreeSet<>();
        Set<Integer> counts = new TreeSet<>();
        SENTENCE.matcher(all).results().forEach(sentence -> {
            versions.add(sentence.group(1));
            sentences.add(Integer.valueOf(sentence.group(2)));
            counts.add(Integer.valueOf(sentence.group(3)));
        });
        boolean whole = versions.size() == 1 && counts.size() == 1 && counts.contains(sentences.size());
        return whole && chunks.size() > 1 ? "" : "versions " + versions + ", sentences " + sentences + " of " + counts;
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

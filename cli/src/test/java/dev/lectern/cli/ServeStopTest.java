package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginFilter;
import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.PluginResult;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a process of {@code lectern serve} at which clients are at work, over a store on disk and the real embedding model. */
class ServeStopTest {

    private static final String TOKEN = "only-for-this-test";
    private static final int CLIENTS = 4;
    private static final int SLOW_UPSERTS = 3;
    private static final int ACKNOWLEDGED_BEFORE = 20;

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    void serve_sigtermDuringUpserts_endsWhatWasAcceptedAndKeepsWhatWasAcknowledged() throws Exception {
        Map<String, String> environment = Map.of("BEARER_TOKEN", TOKEN);
        String[] args = {"--port", "0", "--store", "kept"};
        try (ServerProcess server = ServerProcess.start(folder, environment, args)) {
            List<SlowUpsert> slow = new ArrayList<>();
            for (int i = 0; i < SLOW_UPSERTS; i++) {
                slow.add(SlowUpsert.accepted(URI.create(server.uri()), TOKEN, "slow-" + i));
            }
            CountDownLatch enough = new CountDownLatch(ACKNOWLEDGED_BEFORE);
            List<Future<Fault>> clients = startClients(server.uri(), enough);
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();

            server.terminate();
            for (Future<Fault> client : clients) {
                assertThat(client.get(60, TimeUnit.SECONDS))
                        .isIn(Fault.UNREACHABLE, Fault.BROKEN_OFF, Fault.OVERLOADED);
            }
            assertThat(server.isAlive()).as("waits for what was accepted").isTrue();
            for (SlowUpsert upsert : slow) {
                assertThat(upsert.sendTheRest()).startsWith("HTTP/1.1 200 ");
                acknowledged.add(upsert.id());
            }

            assertThat(server.exitCode()).isEqualTo(143); // 128 + SIGTERM
            assertThat(server.complaints()).isEmpty();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE + SLOW_UPSERTS);
        try (ServerProcess server = ServerProcess.start(folder, environment, args)) {
            assertThat(found(client(server.uri()))).containsAll(acknowledged);
        }
    }

    /** Each client upserts one document after the other until it is refused, and returns how. */
    private List<Future<Fault>> startClients(String uri, CountDownLatch enough) {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Fault>> clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> threads.submit(() -> upsertUntilRefused(client(uri), number, enough)))
                .toList();
        threads.shutdown();
        return clients;
    }

    private Fault upsertUntilRefused(RetrievalPluginClient client, int number, CountDownLatch enough) {
        for (int i = 0; ; i++) {
            String id = "keeper-" + number + "-" + i;
            try {
                client.upsert(List.of(Document.of(id, "Keeper " + i + " stood at post " + number + ".")));
            } catch (RetrievalPluginException e) {
                return e.fault();
            }
            acknowledged.add(id);
            enough.countDown();
        }
    }

    private List<String> found(RetrievalPluginClient client) {
        List<PluginQuery> queries = acknowledged.stream()
                .map(id -> new PluginQuery(
                        "Who stood there?", 1, PluginFilter.none().withDocumentId(id)))
                .toList();
        List<String> found = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += 100) { // as many as a request may have
            for (PluginResult result : client.query(queries.subList(from, Math.min(queries.size(), from + 100)))) {
                result.chunks().stream()
                        .filter(chunk -> chunk.text().contains("stood at post"))
                        .map(PluginChunk::documentId)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static RetrievalPluginClient client(String uri) {
        return RetrievalPluginClient.builder(uri)
                .token(() -> TOKEN)
                .maxRetries(0)
                .build();
    }
}

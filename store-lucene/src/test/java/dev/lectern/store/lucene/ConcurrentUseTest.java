package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads that search while one changes what is there. */
class ConcurrentUseTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());

    private static final int READERS = 64;
    private static final int CHANGES = 60;
    private static final int QUERIES_AT_LEAST = 10;
    private static final List<String> IDS = List.of("ay", "bee", "cee", "dee", "ee");

    @TempDir
    private Path folder;

    @Test
    void search_whileDocumentsComeAndGo_showsOneVersionOfEach() throws Exception {
        AtomicBoolean changing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (LuceneStore store = LuceneStore.open(folder.resolve("store"))) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Random random = new Random(SEED + i);
                readers.add(threads.submit(() -> read(store, random, changing)));
            }

            change(store, new Random(SEED - 1));
            changing.set(false);

            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).as("lectern.seed=%s", SEED).isGreaterThanOrEqualTo(QUERIES_AT_LEAST);
            }
            Versioned.wholeIn(store, IDS);
        } finally {
            changing.set(false);
            threads.shutdownNow();
        }
        assertThat(LuceneStore.verify(folder.resolve("store")).faults()).isEmpty();
    }

    @Test
    void upsert_manyAtOnce_shareCommitsAndFailAlone() throws Exception {
        int writers = 32;
        int each = 10;
        Path directory = folder.resolve("store");
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try (LuceneStore store = LuceneStore.open(directory)) {
            store.upsert(List.of(Versioned.document("first", 1)));
            long before = generation(directory);
            List<Future<Long>> added = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int writer = i;
                added.add(threads.submit(() -> write(store, writer, each)));
            }
            for (Future<Long> one : added) {
                assertThat(one.get()).isEqualTo(each);
            }

            assertThat(generation(directory) - before)
                    .as("commits")
                    .isPositive()
                    .isLessThan(writers * (long) each);
            assertThat(store.documentCount()).isEqualTo(1 + writers * (each / 2L));
        } finally {
            threads.shutdownNow();
        }
        assertThat(LuceneStore.verify(directory).faults()).isEmpty();
    }

    /** Writes documents of one's own, deletes every other, and tries one that does not fit in between; returns how many were added. */
    private static long write(LuceneStore store, int writer, int documents) {
        long added = 0;
        for (int i = 0; i < documents; i++) {
            String id = writer + "/" + i;
            added += store.upsert(List.of(Versioned.document(id, i))).added();
            assertThatThrownBy(() -> store.upsert(List.of(ofOtherDimensions(id))))
                    .hasMessageContaining(id);
            if (i % 2 == 0) {
                assertThat(store.delete(Deletion.documents(List.of(id)))).isEqualTo(1);
            }
        }
        return added;
    }

    private static DocumentNodes ofOtherDimensions(String id) {
        DocumentNodes fitting = Versioned.document(id, 1);
        List<Embedding> embeddings =
                fitting.nodes().stream().map(node -> Embedding.of(1, 2, 3)).toList();
        return new DocumentNodes(fitting.document(), fitting.fingerprint(), fitting.nodes(), embeddings);
    }

    /** Returns the number of the last commit. */
    private static long generation(Path directory) throws IOException {
        try (Directory index = FSDirectory.open(directory.resolve(StoreDirectory.INDEX))) {
            return SegmentInfos.getLastCommitGeneration(index);
        }
    }

    private static void change(LuceneStore store, Random random) {
        for (int i = 0; i < CHANGES; i++) {
            String id = IDS.get(random.nextInt(IDS.size()));
            switch (random.nextInt(8)) {
                case 0 -> store.delete(Deletion.documents(List.of(id)));
                case 1 -> store.delete(Deletion.matching(Filter.eq(Filter.DOCUMENT_ID, id)));
                case 2 ->
                    store.upsert(IDS.stream()
                            .map(each -> Versioned.document(each, 7))
                            .toList());
                default -> store.upsert(List.of(Versioned.document(id, i)));
            }
            if (i % 20 == 19) {
                store.compact();
            }
        }
    }

    private static int read(LuceneStore store, Random random, AtomicBoolean changing) {
        int done = 0;
        while (changing.get() || done < QUERIES_AT_LEAST) {
            String id = IDS.get(random.nextInt(IDS.size()));
            StoreQuery query = query(random);
            List<ScoredNode> ofOne = store.search(query.filteredBy(Filter.eq(Filter.DOCUMENT_ID, id)));
            requireOneVersion(id, ofOne.stream().map(ScoredNode::node).toList());
            requireOneVersion(id, store.nodes(id));
            for (ScoredNode each : store.search(query)) {
                requireAsWritten(each.node());
            }
            store.versions(IDS);
            store.status();
            done++;
        }
        return done;
    }

    private static StoreQuery query(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> StoreQuery.vector(Versioned.vector(random), 100);
            case 1 -> StoreQuery.keyword("the tide", 100);
            case 2 -> StoreQuery.hybrid("the tide", Versioned.vector(random), 100);
            default ->
                StoreQuery.hybrid("the tide", Versioned.vector(random), 100).fusedBy(Fusion.weighted(0.5));
        };
    }

    /** All nodes of a document share its words, so a search for them finds all of one version or none. */
    private static void requireOneVersion(String id, List<Node> nodes) {
        if (!nodes.isEmpty()) {
            DocumentNodes written = Versioned.document(id, Versioned.version(nodes.get(0)));
            assertThat(nodes).as("lectern.seed=%s", SEED).containsExactlyInAnyOrderElementsOf(written.nodes());
        }
    }

    private static void requireAsWritten(Node node) {
        DocumentNodes written = Versioned.document(node.documentId(), Versioned.version(node));
        assertThat(node).isEqualTo(written.nodes().get(node.ordinal()));
    }
}

package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store holds after it was closed and opened again. */
class ReopeningTest {

    private static final long SEED = Long.getLong("lectern.seed", System.nanoTime());

    @TempDir
    private Path folder;

    @Test
    void reopen_anyUnicode_keepsIdsTextsAndMetadata() {
        Random random = new Random(SEED);
        List<DocumentNodes> documents = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "x" + text(random);
            Metadata metadata = Metadata.builder()
                    .set("k" + text(random), text(random))
                    .set("n" + text(random), random.nextLong())
                    .set("d" + text(random), random.nextGaussian())
                    .set("b" + text(random), random.nextBoolean())
                    .set("i" + text(random), Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)))
                    .set("l" + text(random), List.of(text(random), text(random)))
                    .build();
            documents.add(document(id, text(random), metadata));
        }
        List<DocumentNodes> distinct = documents.stream()
                .filter(each -> documents.stream()
                                .filter(other -> other.document()
                                        .id()
                                        .equals(each.document().id()))
                                .count()
                        == 1)
                .toList();
        try (Store store = LuceneStore.open(folder)) {
            store.upsert(distinct);
        }

        try (Store store = LuceneStore.open(folder)) {
            for (DocumentNodes each : distinct) {
                String id = each.document().id();
                assertThat(store.nodes(id)).as("lectern.seed=%s", SEED).isEqualTo(each.nodes());
                assertThat(store.versions(List.of(id))).containsEntry(id, each.version());
                each.document().metadata().asMap().forEach((key, value) -> {
                    Filter both = Filter.and(Filter.eq(Filter.DOCUMENT_ID, id), Filter.eq(key, value));
                    assertThat(store.search(
                                    StoreQuery.vector(Embedding.of(1, 2), 3).filteredBy(both)))
                            .as("nodes with %s = %s, lectern.seed=%s", key, value, SEED)
                            .extracting(ScoredNode::node)
                            .isEqualTo(each.nodes());
                });
            }
            assertThat(store.documents(null, 1_000))
                    .extracting(StoredDocument::id)
                    .isSorted()
                    .containsExactlyInAnyOrderElementsOf(
                            distinct.stream().map(each -> each.document().id()).toList());
            assertThat(store.delete(Deletion.documents(
                            distinct.stream().map(each -> each.document().id()).toList())))
                    .isEqualTo(distinct.size());
        }
        assertThat(LuceneStore.verify(folder).faults()).isEmpty();
    }

    /** Returns up to five units, of which many are halves of characters. */
    private static String text(Random random) {
        return random.ints(random.nextInt(6), 0, 4)
                .map(kind -> switch (kind) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> 0xD800 + random.nextInt(0x800);
                    case 2 -> random.nextInt(0x800);
                    default -> random.nextInt(0x10000);
                })
                .collect(StringBuilder::new, (text, unit) -> text.append((char) unit), StringBuilder::append)
                .toString();
    }

    private static DocumentNodes document(String id, String text, Metadata metadata) {
        return new DocumentNodes(
                Document.of(id, text, metadata),
                "test",
                List.of(Node.of(id, 0, new Span(0, text.length()), text, metadata)),
                List.of(Embedding.of(1, 2)));
    }

    @Test
    void upsert_idOrKeyLongerThanATerm_isRefusedAndNothingChanges() {
        try (Store store = LuceneStore.open(folder)) {
            store.upsert(List.of(Versioned.document("kept", 1)));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.upsert(List.of(document("\u6F6E".repeat(11_000), "", Metadata.empty()))))
                    .withMessageContaining("document id must be at most 32766 bytes long, got: 33000 bytes");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.upsert(List.of(document("a", "", Metadata.of("k".repeat(9_000), 1)))))
                    .withMessageContaining("metadata key must be at most 8191 bytes long, got: 9000 bytes");

            assertThat(Versioned.wholeIn(store, List.of("kept", "a"))).containsOnlyKeys("kept");
        }
    }

    @Test
    void reopen_longText_isFoundByFiltersAndKept() {
        String longText = "harbour ".repeat(20_000);
        DocumentNodes document = document("a", longText, Metadata.of("note", longText));
        try (Store store = LuceneStore.open(folder)) {
            store.upsert(List.of(document));
        }

        try (Store store = LuceneStore.openReadOnly(folder)) {
            assertThat(store.nodes("a")).isEqualTo(document.nodes());
            assertThat(store.search(StoreQuery.keyword("harbour", 3).filteredBy(Filter.contains("note", "r harb"))))
                    .hasSize(1);
        }
    }

    @Test
    void reopen_tenThousandNodesInOneDocument_keepsAll() {
        DocumentNodes document = Versioned.document("a", 1, 10_000, 0);
        try (Store store = LuceneStore.open(folder)) {
            store.upsert(List.of(document));
        }

        try (Store store = LuceneStore.openReadOnly(folder)) {
            assertThat(store.nodeCount()).isEqualTo(10_000);
            assertThat(store.nodes("a")).isEqualTo(document.nodes());
            for (int i = 0; i < 10_000; i += 999) {
                assertThat(store.search(StoreQuery.vector(document.embeddings().get(i), 1)))
                        .extracting(ScoredNode::node)
                        .containsExactly(document.nodes().get(i));
            }
        }
    }

    @Test
    void reopen_vectorsOfAnySize_areFound() {
        for (int dimensions : List.of(1, 2, 1_536, 4_096, StoreCodec.MAX_DIMENSIONS)) {
            float[] values = new float[dimensions];
            values[dimensions - 1] = 3;
            DocumentNodes document = new DocumentNodes(
                    Document.of("a", "tide"),
                    "test",
                    List.of(Node.of("a", 0, new Span(0, 4), "tide", Metadata.empty())),
                    List.of(Embedding.of(values)));
            Path directory = folder.resolve("d" + dimensions);
            try (Store store = LuceneStore.open(directory)) {
                store.upsert(List.of(document));
            }

            try (Store store = LuceneStore.builder(directory).exactUpTo(0).openReadOnly()) {
                assertThat(store.search(StoreQuery.vector(Embedding.of(values), 1)))
                        .extracting(ScoredNode::score)
                        .containsExactly(1.0);
            }
        }
        float[] tooMany = new float[StoreCodec.MAX_DIMENSIONS + 1];
        try (Store store = LuceneStore.open(folder.resolve("more"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.upsert(List.of(new DocumentNodes(
                            Document.of("a", ""),
                            "test",
                            List.of(Node.of("a", 0, new Span(0, 0), "", Metadata.empty())),
                            List.of(Embedding.of(tooMany))))))
                    .withMessage("embedding must have at most 16384 dimensions, got: 16385");
        }
    }

    @Test
    void emptyStore_anyUse_isFine() {
        for (VectorEncoding vectors : VectorEncoding.values()) {
            Path directory = folder.resolve(vectors.name());
            try (LuceneStore store =
                    LuceneStore.builder(directory).vectors(vectors).open()) {
                store.compact();
                store.commit();
            }

            try (LuceneStore store = LuceneStore.builder(directory).exactUpTo(0).openReadOnly()) {
                assertThat(store.search(StoreQuery.vector(Embedding.of(1, 2), 3)))
                        .isEmpty();
                assertThat(store.search(StoreQuery.hybrid("tide", Embedding.of(1, 2), 3)))
                        .isEmpty();
                assertThat(store.documents(null, 1)).isEmpty();
                assertThat(store.status().documents()).isZero();
            }
            assertThat(LuceneStore.verify(directory)).isEqualTo(new VerifyReport(0, 0, List.of()));
        }
    }

    @Test
    void reopen_aThousandTimes_leavesNoFileOpenNorMemoryTaken() throws Exception {
        Path directory = folder.resolve("store");
        List<WeakReference<Store>> closed = new ArrayList<>();
        reopen(directory, 20, closed);
        long filesBefore = openFiles();
        int threadsBefore = threads();

        reopen(directory, 1_000, closed);

        // Files of other parts of the JVM may come and go; one left open each time would be a thousand.
        assertThat(openFiles()).isLessThan(filesBefore + 50);
        System.gc();
        assertThat(closed.stream().filter(each -> each.get() != null).count())
                .as("stores that cannot be collected")
                .isLessThan(50);
        assertThat(threads()).isLessThan(threadsBefore + 50);
        try (Stream<Path> files = Files.list(directory.resolve(StoreDirectory.INDEX))) {
            assertThat(files.count()).isLessThan(20);
        }
    }

    private static void reopen(Path directory, int times, List<WeakReference<Store>> closed) {
        for (int i = 0; i < times; i++) {
            try (Store store = i % 2 == 0 ? LuceneStore.open(directory) : LuceneStore.openReadOnly(directory)) {
                if (i % 100 == 0) {
                    store.upsert(List.of(Versioned.document("a", i)));
                }
                assertThat(store.search(StoreQuery.keyword("tide", 1))).hasSize(1);
                closed.add(new WeakReference<>(store));
            }
        }
    }

    private static long openFiles() throws IOException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            return unix.getOpenFileDescriptorCount();
        }
        return 0; // other systems do not tell
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}

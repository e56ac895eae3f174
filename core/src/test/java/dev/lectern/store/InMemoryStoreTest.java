package dev.lectern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.Randomised;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryStoreTest {

    private final InMemoryStore store = InMemoryStore.create();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void search_emptyStore_findsNothing() {
        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 0), 3))).isEmpty();
    }

    @Test
    void search_oneHotVectors_scoresCosineBestFirst() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0)), ready("b", 1, Embedding.of(0, 2))));

        List<ScoredNode> found = store.search(StoreQuery.vector(Embedding.of(0, 1), 5));

        assertThat(found).extracting(hit -> hit.node().id()).containsExactly("b#0", "a#0");
        assertThat(found).extracting(ScoredNode::score).containsExactly(1.0, 0.0);
        assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.COSINE);
    }

    @Test
    void search_equalVectors_areOrderedById() {
        store.upsert(List.of(
                ready("c", 1, Embedding.of(1, 1)),
                ready("a", 1, Embedding.of(1, 1)),
                ready("b", 1, Embedding.of(1, 1))));

        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 1), 2)))
                .extracting(hit -> hit.node().id())
                .containsExactly("a#0", "b#0");
    }

    @Test
    void search_withFilter_filtersBeforeTopK() {
        store.upsert(List.of(ready("near", 1, Embedding.of(1, 0)), ready("far", 2, Embedding.of(0, 1))));

        List<ScoredNode> found =
                store.search(StoreQuery.vector(Embedding.of(1, 0), 1).filteredBy(Filter.eq("kind", 2)));

        assertThat(found).extracting(hit -> hit.node().documentId()).containsExactly("far");
    }

    @ParameterizedTest(name = "one of {0} kinds")
    @ValueSource(ints = {2, 30, 400})
    void search_withFilter_equalsScoringWhatMatches(int kinds) {
        long seed = Long.getLong("lectern.seed", 20_261_101L);
        Random random = new Random(seed);
        List<DocumentNodes> batch = new ArrayList<>();
        List<ScoredNode> matching = new ArrayList<>();
        Embedding query = gaussian(random, 8);
        Filter filter = Filter.eq("kind", 1);
        for (int i = 0; i < 3_000; i++) {
            DocumentNodes ready = mixed("d" + i, kinds, random);
            batch.add(ready);
            for (int n = 0; n < ready.nodes().size(); n++) {
                if (FilterEvaluator.matches(filter, ready.nodes().get(n))) {
                    double score = query.cosine(ready.embeddings().get(n));
                    matching.add(new ScoredNode(ready.nodes().get(n), score, ScoreKind.COSINE));
                }
            }
        }
        store.upsert(batch);
        store.delete(Deletion.documents(List.of("d0", "d1")));
        matching.removeIf(hit -> List.of("d0", "d1").contains(hit.node().documentId()));

        List<ScoredNode> found = store.search(StoreQuery.vector(query, 5).filteredBy(filter));

        matching.sort(Comparator.comparingDouble(ScoredNode::score)
                .reversed()
                .thenComparing(hit -> hit.node().id()));
        assertThat(matching).as("seed %d", seed).hasSizeGreaterThan(5);
        assertThat(found).as("seed %d", seed).isEqualTo(matching.subList(0, 5));
    }

    @Test
    void search_filterThatMatchesNothing_findsNothing() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0)), ready("b", 1)));

        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 0), 3).filteredBy(Filter.eq("kind", 9))))
                .isEmpty();
    }

    @Test
    void search_onlyNodeReplacedByNone_findsNothing() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0))));
        store.upsert(List.of(ready("a", 1)));

        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 0), 3).filteredBy(Filter.eq("kind", 1))))
                .isEmpty();
    }

    @Test
    void search_queryWithoutWhatItsModeNeeds_isRefusedByName() {
        assertThatThrownBy(() -> store.search(query(SearchMode.VECTOR, "tides", null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embedding must be given for search mode VECTOR, got: none");
        assertThatThrownBy(() -> store.search(query(SearchMode.HYBRID, null, Embedding.of(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text must be given for search mode HYBRID, got: none");
    }

    private static StoreQuery query(SearchMode mode, String text, Embedding embedding) {
        return new StoreQuery(mode, text, embedding, 1, null, Fusion.reciprocalRank());
    }

    @Test
    void upsert_sameId_replacesTheWholeDocument() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0), Embedding.of(0, 1), Embedding.of(1, 1))));

        UpsertReport report = store.upsert(List.of(ready("a", 2, Embedding.of(0, 1))));

        assertThat(report).isEqualTo(new UpsertReport(0, 1, 1));
        assertThat(store.nodeCount()).isEqualTo(1);
        assertThat(store.nodes("a")).hasSize(1);
        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 0), 9))).hasSize(1);
    }

    @Test
    void upsert_otherDimensions_isRefusedAndNothingIsLost() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0))));
        List<DocumentNodes> batch = List.of(ready("b", 1, Embedding.of(1, 0)), ready("a", 1, Embedding.of(1, 0, 0)));

        assertThatThrownBy(() -> store.upsert(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 dimensions")
                .hasMessageContaining("got: 3 in document a");
        assertThat(store.documentCount()).isEqualTo(1);
        assertThat(store.search(StoreQuery.vector(Embedding.of(1, 0), 9))).hasSize(1);
    }

    @Test
    void upsert_wholeDocument_isRefusedAndNothingIsLost() {
        store.upsert(List.of(ready("a", 1, Embedding.of(1, 0))));
        List<DocumentNodes> batch =
                List.of(ready("b", 1, Embedding.of(1, 0)), DocumentNodes.whole(Document.of("a", "Tides turn.")));

        assertThatThrownBy(() -> store.upsert(batch))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "Could not store document a: InMemoryStore lacks OWN_EMBEDDING, and the document comes whole."
                                + " Split and embed it first.");
        assertThat(store.nodes("a")).hasSize(1);
        assertThat(store.documentCount()).isEqualTo(1);
    }

    @Test
    void delete_byIdFilterAndAll_removesWholeDocuments() {
        store.upsert(List.of(
                ready("a", 1, Embedding.of(1, 0), Embedding.of(0, 1)),
                ready("b", 2, Embedding.of(1, 0)),
                ready("c", 3, Embedding.of(1, 0))));

        assertThat(store.delete(Deletion.documents(List.of("a", "unknown")))).isEqualTo(1);
        assertThat(store.delete(Deletion.matching(Filter.eq("kind", 2)))).isEqualTo(1);
        assertThat(store.documents(null, 9)).extracting(StoredDocument::id).containsExactly("c");
        assertThat(store.delete(Deletion.everything())).isEqualTo(1);
        assertThat(store.nodeCount()).isZero();
        store.upsert(List.of(ready("d", 1, Embedding.of(1, 0, 0))));
        assertThat(store.documentCount()).isEqualTo(1);
    }

    @Test
    void documents_pages_listAllInOrder() {
        for (String id : List.of("b", "d", "a", "c")) {
            store.upsert(List.of(ready(id, 1)));
        }

        List<StoredDocument> first = store.documents(null, 3);
        List<StoredDocument> second = store.documents("c", 3);

        assertThat(first).extracting(StoredDocument::id).containsExactly("a", "b", "c");
        assertThat(second).extracting(StoredDocument::id).containsExactly("d");
    }

    @Test
    void versions_knownAndUnknown_givesOnlyKnown() {
        DocumentNodes ready = ready("a", 1, Embedding.of(1));
        store.upsert(List.of(ready));

        assertThat(store.versions(List.of("a", "b"))).containsOnlyKeys("a").containsEntry("a", ready.version());
    }

    @Test
    void use_afterClose_isRefused() {
        store.close();
        store.close();

        assertThatThrownBy(store::documentCount).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void search_anyVectors_equalsScoringAllOfThem() {
        Randomised.times(60, random -> assertSearchEqualsScoringAll(random, 1 + random.nextInt(40)));
    }

    private void assertSearchEqualsScoringAll(Random random, int dimensions) {
        List<Node> nodes = new ArrayList<>();
        List<Embedding> embeddings = new ArrayList<>();
        List<DocumentNodes> batch = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Embedding embedding = hostile(random, dimensions, embeddings);
            embeddings.add(embedding);
            DocumentNodes ready = ready("d" + i, i % 3, embedding);
            nodes.addAll(ready.nodes());
            batch.add(ready);
        }
        store.upsert(batch);
        for (int i = 0; i < 60; i++) {
            int gone = random.nextInt(nodes.size());
            store.delete(Deletion.documents(List.of(nodes.get(gone).documentId())));
            nodes.remove(gone);
            embeddings.remove(gone);
        }
        Embedding query = hostile(random, dimensions, embeddings);

        List<ScoredNode> found = store.search(StoreQuery.vector(query, 20));

        List<ScoredNode> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            all.add(new ScoredNode(nodes.get(i), query.cosine(embeddings.get(i)), ScoreKind.COSINE));
        }
        all.sort(Comparator.comparingDouble(ScoredNode::score)
                .reversed()
                .thenComparing(hit -> hit.node().id()));
        assertThat(found).isEqualTo(all.subList(0, 20));
        store.delete(Deletion.everything());
    }

    @Test
    void search_manySegments_equalsScoringAllOfThem() {
        Random random = new Random(7);
        List<DocumentNodes> batch = new ArrayList<>();
        List<ScoredNode> all = new ArrayList<>();
        Embedding query = gaussian(random, 384);
        for (int i = 0; i < 4_000; i++) {
            DocumentNodes ready = ready("d" + i, 0, gaussian(random, 384));
            batch.add(ready);
            all.add(new ScoredNode(
                    ready.nodes().get(0), query.cosine(ready.embeddings().get(0)), ScoreKind.COSINE));
        }
        store.upsert(batch);

        List<ScoredNode> found = store.search(StoreQuery.vector(query, 50));

        all.sort(Comparator.comparingDouble(ScoredNode::score).reversed());
        assertThat(found).isEqualTo(all.subList(0, 50));
    }

    @Test
    void search_duringReplacement_seesOneVersionOnly() throws Exception {
        store.upsert(List.of(ready("a", 0, Embedding.of(1, 0), Embedding.of(1, 0))));
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> mixtures = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                mixtures.add(readers.submit(() -> {
                    int mixed = 0;
                    while (!stop.get()) {
                        List<ScoredNode> found = store.search(StoreQuery.vector(Embedding.of(1, 0), 9));
                        long versions = found.stream()
                                .map(hit -> hit.node().metadata())
                                .distinct()
                                .count();
                        mixed += found.size() == 2 && versions == 1 ? 0 : 1;
                    }
                    return mixed;
                }));
            }
            for (int version = 1; version < 2_000; version++) {
                store.upsert(List.of(ready("a", version, Embedding.of(1, 0), Embedding.of(1, 0))));
            }
            stop.set(true);

            for (Future<Integer> mixed : mixtures) {
                assertThat(mixed.get(30, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            stop.set(true);
            readers.shutdownNow();
        }
    }

    /** A vector that tries to fool the first pass: a copy, a copy off by one bit, zero, tiny, huge, or plain random. */
    private static Embedding hostile(Random random, int dimensions, List<Embedding> known) {
        float[] values = gaussian(random, dimensions).toArray();
        int kind = random.nextInt(8);
        if (kind < 3 && !known.isEmpty()) {
            values = known.get(random.nextInt(known.size())).toArray();
            if (kind == 0) {
                int at = random.nextInt(dimensions);
                values[at] = Math.nextUp(values[at]);
            }
        } else if (kind < 6) {
            float scale = kind == 3 ? 0f : kind == 4 ? 0x1p-100f : 0x1p50f;
            for (int i = 0; i < dimensions; i++) {
                values[i] *= scale;
            }
        }
        return Embedding.of(values);
    }

    private static Embedding gaussian(Random random, int dimensions) {
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.of(values);
    }

    /** A document of one to three nodes; in half of the documents each node has a kind of its own. */
    private static DocumentNodes mixed(String id, int kinds, Random random) {
        boolean alike = random.nextBoolean();
        Metadata shared = Metadata.of("kind", random.nextInt(kinds));
        List<Node> nodes = new ArrayList<>();
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Metadata own = alike ? shared : Metadata.of("kind", random.nextInt(kinds));
            nodes.add(Node.of(id, i, new Span(i, i + 1), "x", own));
            embeddings.add(gaussian(random, 8));
        }
        return new DocumentNodes(Document.of(id, "xxx", shared), "test", nodes, embeddings);
    }

    private static DocumentNodes ready(String id, int kind, Embedding... embeddings) {
        Metadata metadata = Metadata.of("kind", kind);
        Document document = Document.of(id, "x".repeat(embeddings.length), metadata);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < embeddings.length; i++) {
            nodes.add(Node.of(id, i, new Span(i, i + 1), "x", metadata));
        }
        return new DocumentNodes(document, "test", nodes, List.of(embeddings));
    }
}

package dev.lectern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.Randomised;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeywordSearchTest {

    private static final Embedding EAST = Embedding.of(1, 0);

    private final InMemoryStore store = InMemoryStore.create();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void search_byWords_scoresBm25() {
        store.upsert(List.of(ready("a", "tide tide pier", EAST), ready("b", "tide", EAST)));

        List<ScoredNode> found = store.search(StoreQuery.keyword("Pier? Tides!", 5));

        assertThat(found).extracting(hit -> hit.node().id()).containsExactly("a#0", "b#0");
        double tide = Math.log(1 + 0.5 / 2.5);
        double pier = Math.log(1 + 1.5 / 1.5);
        double longer = 1.2 * (0.25 + 0.75 * 3 / 2);
        double shorter = 1.2 * (0.25 + 0.75 * 1 / 2);
        assertThat(found.get(0).score()).isCloseTo(tide * 2 / (2 + longer) + pier / (1 + longer), within(1e-12));
        assertThat(found.get(1).score()).isCloseTo(tide / (1 + shorter), within(1e-12));
    }

    @Test
    void search_stopWordsOnly_countWhereThereIsNothingElse() {
        store.upsert(List.of(ready("a", "to be or not to be", EAST), ready("b", "the tide", EAST)));

        assertThat(store.search(StoreQuery.keyword("to be", 5)))
                .extracting(hit -> hit.node().documentId())
                .containsExactly("a");
        assertThat(store.search(StoreQuery.keyword("to be a tide", 5)))
                .extracting(hit -> hit.node().documentId())
                .containsExactly("b");
    }

    @Test
    void search_wordsOfTitleAndHeading_count() {
        Metadata titled = Metadata.builder()
                .set(MetadataKeys.TITLE, "Harbour guide")
                .set(MetadataKeys.HEADING, "Mooring")
                .set(MetadataKeys.FILE_NAME, "lighthouse.txt")
                .build();
        store.upsert(List.of(ready("a", "Two ropes.", titled, EAST), ready("b", "Flour.", EAST)));

        assertThat(store.search(StoreQuery.keyword("harbour", 5))).hasSize(1);
        assertThat(store.search(StoreQuery.keyword("mooring", 5))).hasSize(1);
        assertThat(store.search(StoreQuery.keyword("lighthouse", 5))).isEmpty();
    }

    @Test
    void search_hybrid_joinsTheRanksOfBoth() {
        store.upsert(List.of(
                ready("a", "tide tide", Embedding.of(0, 1)),
                ready("b", "tide and pier", Embedding.of(1, 1)),
                ready("c", "flour", Embedding.of(1, 0))));

        List<ScoredNode> found = store.search(StoreQuery.hybrid("tide", EAST, 5));

        assertThat(found).extracting(hit -> hit.node().documentId()).containsExactly("a", "b", "c");
        assertThat(found)
                .extracting(ScoredNode::score)
                .containsExactly(61 / 63.0 / 2 + 0.5, 61 / 62.0 / 2 + 61 / 62.0 / 2, 0.5);
    }

    @Test
    void search_hybridByWeight_joinsTheScoresOfBoth() {
        store.upsert(List.of(
                ready("a", "tide tide", Embedding.of(0, 1)),
                ready("b", "tide and pier", Embedding.of(1, 1)),
                ready("c", "flour", Embedding.of(1, 0))));

        List<ScoredNode> found = store.search(StoreQuery.hybrid("tide", EAST, 5).fusedBy(Fusion.weighted(0.75)));

        assertThat(found).extracting(hit -> hit.node().documentId()).containsExactly("c", "b", "a");
        assertThat(found.get(0).score()).isEqualTo(0.75);
        assertThat(found.get(1).score()).isCloseTo(0.75 * Math.sqrt(0.5), within(1e-12));
        assertThat(found.get(2).score()).isEqualTo(0.25);
    }

    @Test
    void search_hybridForOne_isTheFirstOfHybridForMany() {
        Randomised.times(5, random -> {
            try (InMemoryStore many = InMemoryStore.create()) {
                for (int i = 0; i < 400; i++) {
                    many.upsert(List.of(ready("d" + i, words(random), gaussian(random))));
                }
                Embedding embedding = gaussian(random);
                Fusion fusion = random.nextBoolean() ? Fusion.reciprocalRank() : Fusion.weighted(random.nextDouble());
                List<ScoredNode> all = many.search(
                        StoreQuery.hybrid("w1 w2 w3", embedding, 100).fusedBy(fusion));

                for (int topK : new int[] {1, 10, 99}) {
                    StoreQuery fewer =
                            StoreQuery.hybrid("w1 w2 w3", embedding, topK).fusedBy(fusion);
                    assertThat(many.search(fewer)).isEqualTo(all.subList(0, topK));
                }
            }
        });
    }

    @Test
    void search_afterRandomChanges_equalsBm25OverWhatIsStored() {
        Randomised.times(20, random -> {
            try (InMemoryStore changing = InMemoryStore.create()) {
                Map<String, DocumentNodes> expected = new TreeMap<>();
                for (int round = 0; round < 60; round++) {
                    change(changing, expected, random);
                    String question = words(random);
                    Filter filter = random.nextBoolean() ? null : Filter.eq("kind", random.nextInt(3));
                    List<ScoredNode> wanted = bm25(expected.values(), question, filter);
                    int topK = 1 + random.nextInt(12);

                    List<ScoredNode> found =
                            changing.search(StoreQuery.keyword(question, topK).filteredBy(filter));

                    assertThat(found).as("round %d: %s", round, question).isEqualTo(first(wanted, topK));
                }
            }
        });
    }

    @Test
    void search_byWordsByManyAtOnceWhileDocumentsChange_seesWholeDocuments() throws Exception {
        for (int i = 0; i < 200; i++) {
            store.upsert(List.of(ready("d" + i, "tide " + i, EAST)));
        }
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> searches = new ArrayList<>();
            for (int caller = 0; caller < 3; caller++) {
                searches.add(pool.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        assertThat(store.search(StoreQuery.keyword("tide", 1_000)))
                                .hasSize(200);
                    }
                }));
            }
            for (int i = 0; i < 1_000; i++) {
                store.upsert(List.of(ready("d" + i % 200, "new tide", EAST)));
            }
            for (Future<?> search : searches) {
                search.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void change(InMemoryStore store, Map<String, DocumentNodes> expected, Random random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            store.delete(Deletion.everything());
            expected.clear();
        } else if (kind < 4) {
            List<String> gone = new ArrayList<>(expected.keySet());
            Collections.shuffle(gone, random);
            List<String> some = gone.subList(0, random.nextInt(gone.size() + 1));
            store.delete(Deletion.documents(some));
            some.forEach(expected::remove);
        } else {
            List<DocumentNodes> batch = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                batch.add(random(random));
            }
            store.upsert(batch);
            batch.forEach(each -> expected.put(each.document().id(), each));
        }
    }

    private static DocumentNodes random(Random random) {
        String id = "d" + random.nextInt(200);
        Metadata metadata = Metadata.of("kind", random.nextInt(3));
        List<Node> nodes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String text = words(random);
            nodes.add(Node.of(id, nodes.size(), new Span(0, text.length()), text, metadata));
        }
        return new DocumentNodes(
                Document.of(id, "text"), "test", nodes, Collections.nCopies(nodes.size(), Embedding.of(1, 0)));
    }

    /** Scores every node by the formula, with counts made anew. */
    private static List<ScoredNode> bm25(Iterable<DocumentNodes> documents, String question, Filter filter) {
        List<Node> nodes = new ArrayList<>();
        documents.forEach(each -> nodes.addAll(each.nodes()));
        Map<String, Integer> holding = new HashMap<>();
        nodes.forEach(node -> new HashSet<>(split(node.text())).forEach(word -> holding.merge(word, 1, Integer::sum)));
        double average = (double) nodes.stream()
                        .mapToLong(node -> split(node.text()).size())
                        .sum()
                / nodes.size();
        List<ScoredNode> scored = new ArrayList<>();
        for (Node node : nodes) {
            List<String> words = split(node.text());
            double score = 0;
            for (String word : new LinkedHashSet<>(split(question))) {
                int times = Collections.frequency(split(question), word);
                int n = holding.getOrDefault(word, 0);
                int tf = Collections.frequency(words, word);
                double weight = times * Math.log1p((nodes.size() - n + 0.5) / (n + 0.5));
                score += weight * tf / (tf + 1.2 * (1 - 0.75 + 0.75 * words.size() / average));
            }
            if (score > 0 && (filter == null || FilterEvaluator.matches(filter, node))) {
                scored.add(new ScoredNode(node, score, ScoreKind.BM25));
            }
        }
        scored.sort(Comparator.comparingDouble(ScoredNode::score)
                .reversed()
                .thenComparing(hit -> hit.node().id()));
        return scored;
    }

    private static List<ScoredNode> first(List<ScoredNode> nodes, int topK) {
        return nodes.subList(0, Math.min(topK, nodes.size()));
    }

    private static List<String> split(String text) {
        return Arrays.asList(text.split(" ", -1));
    }

    /** Makes words of very different frequency; letters and digits, so that folding leaves them alone. */
    private static String words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            words.add("w" + (int) Math.pow(40, random.nextDouble()));
        }
        return String.join(" ", words);
    }

    private static Embedding gaussian(Random random) {
        return Embedding.of((float) random.nextGaussian(), (float) random.nextGaussian());
    }

    private static DocumentNodes ready(String id, String text, Embedding embedding) {
        return ready(id, text, Metadata.empty(), embedding);
    }

    private static DocumentNodes ready(String id, String text, Metadata metadata, Embedding embedding) {
        Node node = Node.of(id, 0, new Span(0, text.length()), text, metadata);
        return new DocumentNodes(Document.of(id, text), "test", List.of(node), List.of(embedding));
    }
}

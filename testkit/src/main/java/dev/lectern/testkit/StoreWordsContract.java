package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.lectern.embed.Embedding;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store finds by words, and by words and vector together. */
abstract class StoreWordsContract extends StoreSearchContract {

    private static final List<String> WORDS = List.of("harbour", "tide", "beacon", "quay", "yeast", "flour");

    @Test
    void search_byWords_givesNodesThatShareThemOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(one("bread", "flour and yeast", EAST), one("sea", "tide and harbour", NORTH)));

            StoreQuery query = StoreQuery.keyword("harbour", 1);

            if (!offers(Capability.KEYWORD_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.KEYWORD_SEARCH);
                return;
            }
            assertThat(found(store, query)).containsExactly("sea");
        }
    }

    @Test
    void search_byWords_putsRareWordBeforeFrequentOne() {
        try (Store store = open()) {
            assumeOffered(Capability.KEYWORD_SEARCH);
            store.upsert(List.of(
                    one("a", "tide and harbour", EAST),
                    one("b", "tide and pier", EAST),
                    one("c", "tide and quay", EAST),
                    one("d", "beacon and quay", EAST)));

            List<ScoredNode> found = store.search(StoreQuery.keyword("tide or beacon", 10));

            assertThat(found).extracting(n -> n.node().documentId()).containsExactly("d", "a", "b", "c");
            assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.BM25);
            assertInOrder(found);
            assertThat(found.get(3).score()).isPositive();
        }
    }

    @Test
    void search_byWordsThatNoNodeHolds_givesNothing() {
        try (Store store = open()) {
            assumeOffered(Capability.KEYWORD_SEARCH);
            store.upsert(List.of(one("sea", "tide and harbour", EAST)));

            for (String words : List.of("yeast", "", " ?! ", "\uD800", "\u0000")) {
                assertThat(store.search(StoreQuery.keyword(words, 3))).isEmpty();
            }
        }
    }

    @Test
    void search_wordsWithSignsOfAQueryLanguage_areOnlyWords() {
        try (Store store = open()) {
            assumeOffered(Capability.KEYWORD_SEARCH);
            store.upsert(List.of(one("bread", "flour with yeast", EAST), one("sea", "tide and harbour", NORTH)));

            for (String words : List.of(
                    "+harbour -tide",
                    "harbour AND NOT tide",
                    "text:(harbour",
                    "\"harbour",
                    "harbour~ [a TO",
                    "har* harbour")) {
                assertThat(found(store, StoreQuery.keyword(words, 3))).as(words).containsExactly("sea");
            }
        }
    }

    @Test
    void search_byWordsAfterChanges_seesOnlyWhatIsStored() {
        try (Store store = open()) {
            assumeOffered(Capability.KEYWORD_SEARCH);
            store.upsert(List.of(one("a", "harbour", EAST), one("b", "harbour", EAST), one("c", "pier", EAST)));
            StoreQuery harbour = StoreQuery.keyword("harbour", 3);
            assertThat(found(store, harbour)).containsExactly("a", "b");

            store.upsert(List.of(one("a", "pier", EAST), one("c", "harbour", EAST)));
            assertThat(found(store, harbour)).containsExactly("b", "c");

            store.delete(Deletion.documents(List.of("b")));
            assertThat(found(store, harbour)).containsExactly("c");

            store.delete(Deletion.everything());
            assertThat(found(store, harbour)).isEmpty();
        }
    }

    @Test
    void search_byWordsOfAnyScript_findsThem() {
        try (Store store = open()) {
            assumeOffered(Capability.KEYWORD_SEARCH);
            store.upsert(List.of(
                    one("chinese", "\u6F6E\u6C50\u6BCF\u5929\u4E24\u6B21\u3002", EAST),
                    one("japanese", "\u6E2F\u306F\u671D\u306B\u958B\u304F\u3002", EAST),
                    one("hebrew", "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD", EAST),
                    one("russian", "\u041F\u0440\u0438\u043B\u0438\u0432", EAST),
                    one("gothic", "\uD800\uDF30\uD800\uDF31", EAST)));

            assertThat(firstByWords(store, "\u6F6E\u6C50")).isEqualTo("chinese");
            assertThat(firstByWords(store, "\u671D\u306B")).isEqualTo("japanese");
            assertThat(firstByWords(store, "\u05E2\u05D5\u05DC\u05DD?")).isEqualTo("hebrew");
            assertThat(firstByWords(store, "\u043F\u0440\u0438\u043B\u0438\u0432"))
                    .isEqualTo("russian");
            assertThat(firstByWords(store, "\uD800\uDF30\uD800\uDF31")).isEqualTo("gothic");
        }
    }

    private static String firstByWords(Store store, String words) {
        return found(store, StoreQuery.keyword(words, 1)).get(0);
    }

    @Test
    void search_byWordsAndVector_putsNodeWithBothFirstOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(
                    one("both", "tide and harbour", EAST),
                    one("vector", "flour and yeast", EAST),
                    one("words", "a harbour and another", NORTH),
                    one("neither", "salt and water", NORTH)));
            StoreQuery query = StoreQuery.hybrid("tide harbour", EAST, 10);
            if (!offers(Capability.HYBRID_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.HYBRID_SEARCH);
                return;
            }

            for (Fusion fusion : List.of(Fusion.reciprocalRank(), Fusion.weighted(0.5))) {
                List<ScoredNode> found = store.search(query.fusedBy(fusion));

                assertThat(found)
                        .as("%s", fusion)
                        .extracting(n -> n.node().documentId())
                        .startsWith("both");
                assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.FUSION);
                assertThat(found).extracting(ScoredNode::score).allMatch(score -> score >= 0 && score <= 1);
                assertInOrder(found);
            }
        }
    }

    @Test
    void search_byWordsAndVectorWithoutCommonWords_goesByVector() {
        try (Store store = open()) {
            assumeOffered(Capability.HYBRID_SEARCH);
            store.upsert(List.of(one("far", "flour", NORTH), one("near", "yeast", EAST)));
            StoreQuery query = StoreQuery.hybrid("harbour", EAST, 2);

            assertThat(found(store, query)).containsExactly("near", "far");
            assertThat(found(store, query.fusedBy(Fusion.weighted(0.1)))).containsExactly("near", "far");
        }
    }

    @Test
    void search_weightOnOneSideOnly_ordersAsThatSideDoes() {
        try (Store store = open()) {
            assumeOffered(Capability.HYBRID_SEARCH);
            store.upsert(List.of(one("vector", "flour", EAST), one("words", "harbour", NORTH)));
            StoreQuery query = StoreQuery.hybrid("harbour", EAST, 2);

            assertThat(found(store, query.fusedBy(Fusion.weighted(1)))).startsWith("vector");
            assertThat(found(store, query.fusedBy(Fusion.weighted(0)))).startsWith("words");
        }
    }

    @Test
    void search_byWordsAndVector_isTheFusionOfBothRankings() {
        assumeOffered(Capability.HYBRID_SEARCH);
        assumeOffered(Capability.KEYWORD_SEARCH);
        Seeded.run(random -> {
            try (Store store = open()) {
                requireVector();
                List<DocumentNodes> documents = new ArrayList<>();
                for (int i = 0; i < 150; i++) {
                    documents.add(one("d" + i, words(random, 1 + random.nextInt(8)), vector(random)));
                }
                store.upsert(documents);
                for (int round = 0; round < 30; round++) {
                    int topK = 1 + random.nextInt(140);
                    Fusion fusion = round % 2 == 0 ? Fusion.reciprocalRank() : Fusion.weighted(random.nextDouble());
                    assertFused(store, words(random, 2), vector(random), topK, fusion);
                }
            }
        });
    }

    private static void assertFused(Store store, String words, Embedding vector, int topK, Fusion fusion) {
        int candidates = Math.max(Fusion.CANDIDATES, topK);
        List<ScoredNode> expected = fusion.join(
                store.search(StoreQuery.vector(vector, candidates)),
                store.search(StoreQuery.keyword(words, candidates)),
                topK);

        List<ScoredNode> found =
                store.search(StoreQuery.hybrid(words, vector, topK).fusedBy(fusion));

        assertThat(found).as("%s, %s", words, fusion).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).node()).isEqualTo(expected.get(i).node());
            assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-6));
        }
    }

    private static String words(Random random, int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return words.toString();
    }

    private static Embedding vector(Random random) {
        return Embedding.of(
                (float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian());
    }

    @Test
    void search_queryWithoutWhatItsModeNeeds_isRefused() { // DS-24
        try (Store store = open()) {
            store.upsert(List.of(one("a", "harbour", EAST)));
            if (offers(Capability.VECTOR_SEARCH)) {
                assertMissing(store, SearchMode.VECTOR, "tide", null, "embedding");
            }
            if (offers(Capability.KEYWORD_SEARCH)) {
                assertMissing(store, SearchMode.KEYWORD, null, EAST, "text");
            }
            if (offers(Capability.HYBRID_SEARCH)) {
                assertMissing(store, SearchMode.HYBRID, null, EAST, "text");
                assertMissing(store, SearchMode.HYBRID, "tide", null, "embedding");
            }
            for (StoreQuery query : offered(1)) {
                assertThat(found(store, query)).containsExactly("a");
            }
        }
    }

    private static void assertMissing(
            Store store, SearchMode mode, @Nullable String text, @Nullable Embedding embedding, String part) {
        StoreQuery query = new StoreQuery(mode, text, embedding, 1, null, Fusion.reciprocalRank());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.search(query))
                .withMessageContaining(part)
                .withMessageContaining(mode.name());
    }
}

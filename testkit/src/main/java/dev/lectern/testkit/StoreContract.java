package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.FilterEvaluator;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import dev.lectern.store.UpsertReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Store} that takes embedded nodes does.
 *
 * <p>Stores that embed by themselves and what is kept after closing are not covered. The seed of the generated filters is printed in a
 * failure and taken back as the system property {@code lectern.seed}.
 */
public abstract class StoreContract {

    private static final Embedding EAST = Embedding.of(1, 0, 0);
    private static final Embedding NORTH = Embedding.of(0, 1, 0);
    private static final Embedding BETWEEN = Embedding.of(1, 1, 0);

    /** For subclasses. */
    protected StoreContract() {}

    /** Opens an empty store; each test closes its own. */
    protected abstract Store open();

    /** Returns what the store can do; vector, keyword and hybrid search, filters and listing unless overridden. */
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.VECTOR_SEARCH,
                Capability.KEYWORD_SEARCH,
                Capability.HYBRID_SEARCH,
                Capability.FILTER,
                Capability.LISTING);
    }

    @Test
    void capabilities_always_areTheDeclaredOnes() {
        try (Store store = open()) {
            assertThat(store.capabilities()).isEqualTo(capabilities());
        }
    }

    @Test
    void store_withoutDocuments_isEmpty() {
        try (Store store = open()) {
            assertThat(store.documentCount()).isZero();
            assertThat(store.nodeCount()).isZero();
            assertThat(store.versions(List.of("a"))).isEmpty();
            assertThat(store.upsert(List.of())).isEqualTo(new UpsertReport(0, 0, 0));
            assertThat(store.delete(Deletion.everything())).isZero();
        }
    }

    @Test
    void upsert_newDocument_isCountedAndVersioned() {
        try (Store store = open()) {
            DocumentNodes document = one("a", "tide", EAST);

            UpsertReport report = store.upsert(List.of(document));

            assertThat(report).isEqualTo(new UpsertReport(1, 0, 1));
            assertThat(store.versions(List.of("a", "b"))).isEqualTo(Map.of("a", document.version()));
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_knownId_replacesAllItsNodes() {
        try (Store store = open()) {
            store.upsert(List.of(many("a", 5, EAST)));

            UpsertReport report = store.upsert(List.of(many("a", 2, NORTH)));

            assertThat(report).isEqualTo(new UpsertReport(0, 1, 2));
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(2);
        }
    }

    @Test
    void upsert_sameIdTwiceInBatch_keepsTheLater() {
        try (Store store = open()) {
            DocumentNodes later = one("a", "later", NORTH);

            store.upsert(List.of(one("a", "earlier", EAST), later));

            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", later.version()));
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_otherDimensions_isRefusedWithBothAndChangesNothing() {
        try (Store store = open()) {
            DocumentNodes stored = one("a", "tide", EAST);
            store.upsert(List.of(stored));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.upsert(List.of(one("a", "new", Embedding.of(1, 2)))))
                    .withMessageContaining("3")
                    .withMessageContaining("2");

            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", stored.version()));
            assertThat(store.nodeCount()).isEqualTo(1);
        }
    }

    @Test
    void upsert_tenThousandNodesInOneDocument_keepsAll() {
        try (Store store = open()) {
            store.upsert(List.of(many("a", 10_000, EAST)));

            assertThat(store.nodeCount()).isEqualTo(10_000);
            assertThat(store.delete(Deletion.documents(List.of("a")))).isEqualTo(1);
            assertThat(store.nodeCount()).isZero();
        }
    }

    @Test
    void upsert_wholeDocument_isTakenOrRefusedAndNothingChanges() {
        try (Store store = open()) {
            DocumentNodes stored = one("a", "tide", EAST);
            DocumentNodes whole = DocumentNodes.whole(Document.of("a", "The tide turns."));
            store.upsert(List.of(stored));

            if (!capabilities().contains(Capability.OWN_EMBEDDING)) {
                assertRefused(() -> store.upsert(List.of(whole)), Capability.OWN_EMBEDDING);
                assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", stored.version()));
                assertThat(store.nodeCount()).isEqualTo(1);
                return;
            }
            assertThat(store.upsert(List.of(whole)).replaced()).isEqualTo(1);
            assertThat(store.versions(List.of("a"))).isEqualTo(Map.of("a", whole.version()));
        }
    }

    @Test
    void upsert_documentWithoutNodes_isKeptAndVersioned() {
        try (Store store = open()) {
            DocumentNodes blank = new DocumentNodes(Document.of("blank", " "), "test", List.of(), List.of());

            UpsertReport report = store.upsert(List.of(blank));

            assertThat(report).isEqualTo(new UpsertReport(1, 0, 0));
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.versions(List.of("blank"))).isEqualTo(Map.of("blank", blank.version()));
        }
    }

    @Test
    void search_byVector_givesBestFirstOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(one("far", "x", NORTH), one("near", "y", EAST), one("middle", "z", BETWEEN)));

            StoreQuery query = StoreQuery.vector(EAST, 2);

            if (!capabilities().contains(Capability.VECTOR_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.VECTOR_SEARCH);
                return;
            }
            assertThat(store.search(query))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("near", "middle");
        }
    }

    @Test
    void search_byWords_givesNodesThatShareThemOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(one("bread", "flour and yeast", EAST), one("sea", "tide and harbour", NORTH)));

            StoreQuery query = StoreQuery.keyword("harbour", 1);

            if (!capabilities().contains(Capability.KEYWORD_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.KEYWORD_SEARCH);
                return;
            }
            assertThat(store.search(query))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("sea");
        }
    }

    @Test
    void search_byWordsAndVector_putsNodeWithBothFirstOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(one("bread", "flour and yeast", EAST), one("sea", "tide and harbour", NORTH)));

            StoreQuery query = StoreQuery.hybrid("harbour", NORTH, 1);

            if (!capabilities().contains(Capability.HYBRID_SEARCH)) {
                assertRefused(() -> store.search(query), Capability.HYBRID_SEARCH);
                return;
            }
            assertThat(store.search(query))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("sea");
        }
    }

    @Test
    void search_byWords_putsRareWordBeforeFrequentOne() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.KEYWORD_SEARCH), "refusal has its own test");
            store.upsert(List.of(
                    one("a", "tide and harbour", EAST),
                    one("b", "tide and pier", EAST),
                    one("c", "tide and quay", EAST),
                    one("d", "beacon and quay", EAST)));

            List<ScoredNode> found = store.search(StoreQuery.keyword("tide or beacon", 10));

            assertThat(found).extracting(n -> n.node().documentId()).containsExactly("d", "a", "b", "c");
            assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.BM25);
            assertThat(found).extracting(ScoredNode::score).isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(found.get(3).score()).isPositive();
        }
    }

    @Test
    void search_byWordsThatNoNodeHolds_givesNothing() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.KEYWORD_SEARCH), "refusal has its own test");
            assertThat(store.search(StoreQuery.keyword("harbour", 3))).isEmpty();
            store.upsert(List.of(one("sea", "tide and harbour", EAST)));

            assertThat(store.search(StoreQuery.keyword("yeast", 3))).isEmpty();
            assertThat(store.search(StoreQuery.keyword("", 3))).isEmpty();
            assertThat(store.search(StoreQuery.keyword(" ?! ", 3))).isEmpty();
        }
    }

    @Test
    void search_byWordsAfterChanges_seesOnlyWhatIsStored() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.KEYWORD_SEARCH), "refusal has its own test");
            store.upsert(List.of(one("a", "harbour", EAST), one("b", "harbour", EAST), one("c", "pier", EAST)));
            StoreQuery harbour = StoreQuery.keyword("harbour", 3);
            assertThat(store.search(harbour)).hasSize(2);

            store.upsert(List.of(one("a", "pier", EAST), one("c", "harbour", EAST)));
            assertThat(store.search(harbour))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("b", "c");

            store.delete(Deletion.documents(List.of("b")));
            assertThat(store.search(harbour))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("c");

            store.delete(Deletion.everything());
            assertThat(store.search(harbour)).isEmpty();
        }
    }

    @Test
    void search_byWordsOfAnyScript_findsThem() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.KEYWORD_SEARCH), "refusal has its own test");
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

    @Test
    void search_anyModeWithFilter_filtersBeforeTheBestAreChosen() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.FILTER), "refusal has its own test");
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                documents.add(
                        Samples.ready("best" + i, Metadata.of("tag", "x"), List.of("harbour harbour"), List.of(EAST)));
            }
            documents.add(
                    Samples.ready("worse", Metadata.of("tag", "y"), List.of("a harbour and a pier"), List.of(BETWEEN)));
            store.upsert(documents);

            for (StoreQuery query : offered(StoreQuery.vector(EAST, 1))) {
                assertThat(store.search(query.filteredBy(Filter.eq("tag", "y"))))
                        .as("mode %s", query.mode())
                        .extracting(n -> n.node().documentId())
                        .containsExactly("worse");
                assertThat(store.search(query.filteredBy(Filter.eq("tag", "z"))))
                        .as("mode %s", query.mode())
                        .isEmpty();
            }
        }
    }

    @Test
    void search_anyModeAndEqualNodes_areOrderedByNodeId() {
        try (Store store = open()) {
            store.upsert(List.of(
                    one("c", "harbour", EAST),
                    one("a", "harbour", EAST),
                    one("d", "harbour", EAST),
                    one("b", "harbour", EAST)));

            // By vector and by words "a" comes first, so it does where both are joined.
            for (StoreQuery query : offered(StoreQuery.vector(EAST, 3))) {
                List<ScoredNode> found = store.search(query);

                assertThat(found)
                        .as("mode %s", query.mode())
                        .extracting(n -> n.node().id())
                        .containsExactly("a#0", "b#0", "c#0");
                assertThat(store.search(query)).isEqualTo(found);
                assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @Test
    void search_byWordsAndVector_countsBoth() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.HYBRID_SEARCH), "refusal has its own test");
            store.upsert(List.of(
                    one("both", "tide and harbour", EAST),
                    one("vector", "flour and yeast", EAST),
                    one("words", "a harbour", NORTH),
                    one("neither", "salt and water", NORTH)));

            List<ScoredNode> found = store.search(StoreQuery.hybrid("harbour", EAST, 10));

            assertThat(found).extracting(n -> n.node().documentId()).startsWith("both");
            assertThat(found.subList(0, 3))
                    .extracting(n -> n.node().documentId())
                    .containsExactlyInAnyOrder("both", "vector", "words");
            assertThat(found).extracting(ScoredNode::kind).containsOnly(ScoreKind.FUSION);
            assertThat(found).extracting(ScoredNode::score).allMatch(score -> score > 0 && score <= 1);
        }
    }

    @Test
    void search_byWordsAndVectorWithoutCommonWords_goesByVector() {
        try (Store store = open()) {
            assumeTrue(capabilities().contains(Capability.HYBRID_SEARCH), "refusal has its own test");
            store.upsert(List.of(one("far", "flour", NORTH), one("near", "yeast", EAST)));

            assertThat(store.search(StoreQuery.hybrid("harbour", EAST, 2)))
                    .extracting(n -> n.node().documentId())
                    .containsExactly("near", "far");
        }
    }

    @Test
    void search_queryWithoutWhatItsModeNeeds_isRefused() {
        try (Store store = open()) {
            store.upsert(List.of(one("a", "harbour", EAST)));
            if (capabilities().contains(Capability.KEYWORD_SEARCH)) {
                assertMissing(
                        store,
                        new StoreQuery(SearchMode.KEYWORD, null, EAST, 1, null, Fusion.reciprocalRank()),
                        "text",
                        "KEYWORD");
            }
            if (capabilities().contains(Capability.HYBRID_SEARCH)) {
                assertMissing(
                        store,
                        new StoreQuery(SearchMode.HYBRID, null, EAST, 1, null, Fusion.reciprocalRank()),
                        "text",
                        "HYBRID");
                assertMissing(
                        store,
                        new StoreQuery(SearchMode.HYBRID, "tide", null, 1, null, Fusion.reciprocalRank()),
                        "embedding",
                        "HYBRID");
            }
        }
    }

    private static void assertMissing(Store store, StoreQuery query, String part, String mode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.search(query))
                .withMessageContaining(part)
                .withMessageContaining(mode);
    }

    /** Returns a query in each mode that the store has; the words ask for the harbour. */
    private List<StoreQuery> offered(StoreQuery byVector) {
        Embedding embedding = byVector.embedding();
        List<StoreQuery> queries = new ArrayList<>();
        if (capabilities().contains(Capability.VECTOR_SEARCH)) {
            queries.add(byVector);
        }
        if (capabilities().contains(Capability.KEYWORD_SEARCH)) {
            queries.add(StoreQuery.keyword("harbour", byVector.topK()));
        }
        if (capabilities().contains(Capability.HYBRID_SEARCH)) {
            queries.add(new StoreQuery(
                    SearchMode.HYBRID, "harbour", embedding, byVector.topK(), null, Fusion.reciprocalRank()));
        }
        return queries;
    }

    private static String firstByWords(Store store, String words) {
        return store.search(StoreQuery.keyword(words, 1)).get(0).node().documentId();
    }

    @Test
    void search_equalScores_areOrderedByNodeId() {
        try (Store store = open()) {
            assumeVector();
            store.upsert(List.of(one("c", "x", EAST), one("a", "x", EAST), one("b", "x", EAST)));

            List<ScoredNode> found = store.search(StoreQuery.vector(EAST, 3));

            assertThat(found).extracting(n -> n.node().id()).containsExactly("a#0", "b#0", "c#0");
            assertThat(store.search(StoreQuery.vector(EAST, 3))).isEqualTo(found);
            assertThatThrownBy(found::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void search_emptyStore_givesNothing() {
        try (Store store = open()) {
            assumeVector();

            assertThat(store.search(StoreQuery.vector(EAST, 3))).isEmpty();
        }
    }

    @Test
    void search_otherDimensions_isRefused() {
        try (Store store = open()) {
            assumeVector();
            store.upsert(List.of(one("a", "x", EAST)));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.search(StoreQuery.vector(Embedding.of(1, 2), 1)))
                    .withMessageContaining("3")
                    .withMessageContaining("2");
        }
    }

    @Test
    void search_metadataOfEveryKind_comesBackUnchanged() {
        try (Store store = open()) {
            assumeVector();
            Metadata metadata = Samples.everyKind();
            DocumentNodes document =
                    Samples.ready("\u05D0\uD83C\uDF0A", metadata, List.of(Samples.UNICODE), List.of(EAST));
            store.upsert(List.of(document));

            Node found = store.search(StoreQuery.vector(EAST, 1)).get(0).node();

            assertThat(found).isEqualTo(document.nodes().get(0));
        }
    }

    @Test
    void search_generatedFilters_agreeWithTheEvaluatorOrAreRefused() {
        try (Store store = open()) {
            assumeVector();
            long seed = Long.getLong("lectern.seed", 20_261_101L);
            Random random = new Random(seed);
            List<DocumentNodes> documents = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Metadata metadata = Metadata.builder()
                        .set("n", (long) random.nextInt(6))
                        .set("t", "t" + random.nextInt(4))
                        .set("b", random.nextBoolean())
                        .build();
                documents.add(Samples.ready("d" + i, metadata, List.of("x"), List.of(EAST)));
            }
            store.upsert(documents);
            if (!capabilities().contains(Capability.FILTER)) {
                assertRefused(
                        () -> store.search(StoreQuery.vector(EAST, 5).filteredBy(Filter.eq("t", "t0"))),
                        Capability.FILTER);
                return;
            }
            for (int round = 0; round < 200; round++) {
                Filter filter = filter(random, 3);
                List<String> expected = documents.stream()
                        .map(d -> d.nodes().get(0))
                        .filter(node -> FilterEvaluator.matches(filter, node))
                        .map(Node::id)
                        .toList();

                List<ScoredNode> found =
                        store.search(StoreQuery.vector(EAST, 60).filteredBy(filter));

                assertThat(found)
                        .as("seed %d, round %d, %s", seed, round, filter)
                        .extracting(n -> n.node().id())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    @Test
    void delete_byId_removesThatDocumentOnly() {
        try (Store store = open()) {
            store.upsert(List.of(many("a", 3, EAST), many("b", 2, NORTH)));

            long gone = store.delete(Deletion.documents(List.of("a", "unknown")));

            assertThat(gone).isEqualTo(1);
            assertThat(store.documentCount()).isEqualTo(1);
            assertThat(store.nodeCount()).isEqualTo(2);
        }
    }

    @Test
    void delete_everything_leavesAnEmptyStore() {
        try (Store store = open()) {
            store.upsert(List.of(many("a", 3, EAST), many("b", 2, NORTH)));

            assertThat(store.delete(Deletion.everything())).isEqualTo(2);
            assertThat(store.documentCount()).isZero();
            assertThat(store.nodeCount()).isZero();
        }
    }

    @Test
    void delete_byFilter_removesWholeDocumentsOrIsRefused() {
        try (Store store = open()) {
            store.upsert(List.of(tagged("a", "x"), tagged("b", "y")));
            Deletion what = Deletion.matching(Filter.eq("tag", "x"));

            if (!capabilities().contains(Capability.FILTER)) {
                assertRefused(() -> store.delete(what), Capability.FILTER);
                return;
            }
            assertThat(store.delete(what)).isEqualTo(1);
            assertThat(store.versions(List.of("a", "b"))).containsOnlyKeys("b");
        }
    }

    @Test
    void documents_pageByPage_comeInOrderOfIdOrAreRefused() {
        try (Store store = open()) {
            store.upsert(List.of(many("c", 1, EAST), many("a", 2, EAST), many("b", 3, EAST)));
            if (!capabilities().contains(Capability.LISTING)) {
                assertRefused(() -> store.documents(null, 2), Capability.LISTING);
                assertRefused(() -> store.nodes("a"), Capability.LISTING);
                return;
            }

            List<StoredDocument> first = store.documents(null, 2);
            List<StoredDocument> last = store.documents("b", 2);

            assertThat(first).extracting(StoredDocument::id).containsExactly("a", "b");
            assertThat(first).extracting(StoredDocument::nodeCount).containsExactly(2, 3);
            assertThat(last).extracting(StoredDocument::id).containsExactly("c");
            assertThat(store.nodes("b")).isEqualTo(many("b", 3, EAST).nodes());
            assertThat(store.nodes("unknown")).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.documents(null, 0))
                    .withMessageContaining("0");
        }
    }

    @Test
    void upsert_whileOthersSearch_showsOldOrNewNeverAMixture() throws Exception {
        try (Store store = open()) {
            assumeVector();
            store.upsert(List.of(many("a", 8, EAST)));
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService pool = Executors.newSingleThreadExecutor();
            try {
                Future<?> writer = pool.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        store.upsert(List.of(many("a", i % 2 == 0 ? 5 : 8, EAST)));
                    }
                });
                for (int i = 0; i < 2_000; i++) {
                    assertThat(store.search(StoreQuery.vector(EAST, 20)).size()).isIn(5, 8);
                }
                stop.set(true);
                writer.get();
            } finally {
                stop.set(true);
                pool.shutdown();
            }
        }
    }

    @Test
    void call_withNull_isRefused() {
        try (Store store = open()) {
            assertThatNullPointerException().isThrownBy(() -> store.upsert(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.search(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.delete(Samples.absent()));
            assertThatNullPointerException().isThrownBy(() -> store.versions(Samples.absent()));
        }
    }

    @Test
    void close_twice_isFineAndEndsAllUse() {
        Store store = open();

        store.close();
        store.close();

        assertThatIllegalStateException().isThrownBy(() -> store.upsert(List.of()));
        assertThatIllegalStateException().isThrownBy(() -> store.search(StoreQuery.vector(EAST, 1)));
        assertThatIllegalStateException().isThrownBy(() -> store.delete(Deletion.everything()));
        assertThatIllegalStateException().isThrownBy(() -> store.versions(List.of()));
        assertThatIllegalStateException().isThrownBy(store::documentCount);
        assertThatIllegalStateException().isThrownBy(store::nodeCount);
        if (capabilities().contains(Capability.LISTING)) {
            assertThatIllegalStateException().isThrownBy(() -> store.documents(null, 1));
            assertThatIllegalStateException().isThrownBy(() -> store.nodes("a"));
        }
        assertThat(store.capabilities()).isEqualTo(capabilities());
    }

    private void assumeVector() {
        assertThat(capabilities())
                .as("this contract looks at stored nodes by vector search")
                .contains(Capability.VECTOR_SEARCH);
    }

    private static void assertRefused(ThrowingCallable call, Capability lacking) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(lacking.name());
    }

    private static DocumentNodes one(String id, String text, Embedding vector) {
        return Samples.ready(id, Metadata.empty(), List.of(text), List.of(vector));
    }

    private static DocumentNodes tagged(String id, String tag) {
        return Samples.ready(id, Metadata.of("tag", tag), List.of("x"), List.of(EAST));
    }

    private static DocumentNodes many(String id, int count, Embedding vector) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add("node " + i);
        }
        return Samples.ready(id, Metadata.empty(), texts, Collections.nCopies(count, vector));
    }

    private static Filter filter(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> Filter.eq("t", "t" + random.nextInt(5));
            case 1 -> Filter.gte("n", (long) random.nextInt(7));
            case 2 -> new Filter.Exists(random.nextBoolean() ? "b" : "missing");
            case 3 -> Filter.eq("b", random.nextBoolean());
            case 4 -> new Filter.Not(filter(random, depth - 1));
            case 5 -> new Filter.And(List.of(filter(random, depth - 1), filter(random, depth - 1)));
            default -> new Filter.Or(List.of(filter(random, depth - 1), filter(random, depth - 1)));
        };
    }
}

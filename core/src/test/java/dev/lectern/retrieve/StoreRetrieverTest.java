package dev.lectern.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.store.Capability;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.Fusion;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreRetrieverTest {

    private static final Query QUERY = Query.of("east");

    @Test
    void retrieve_queryWithoutTopK_takesThatOfTheOptions() {
        Retriever retriever = StoreRetriever.create(
                store(9), new CompassModel(), RetrieverOptions.defaults().withTopK(3));

        assertThat(retriever.retrieve(QUERY).nodes()).hasSize(3);
        assertThat(retriever.retrieve(QUERY.withTopK(7)).nodes()).hasSize(7);
    }

    @Test
    void retrieve_defaults_takeEight() {
        Retriever retriever = StoreRetriever.create(store(9), new CompassModel(), RetrieverOptions.defaults());

        assertThat(retriever.retrieve(QUERY).nodes()).hasSize(8);
    }

    @Test
    void retrieve_question_findsTheClosestFirst() {
        Retriever retriever = StoreRetriever.create(
                store(3), new CompassModel(), RetrieverOptions.defaults().withMode(SearchMode.VECTOR));

        Retrieval retrieval = retriever.retrieve(QUERY);

        assertThat(retrieval.nodes())
                .extracting(found -> found.node().documentId())
                .containsExactly("doc-0", "doc-1", "doc-2");
        assertThat(retrieval.nodes()).allMatch(found -> found.kind() == ScoreKind.COSINE);
        assertThat(retrieval.embedTime()).isPositive();
        assertThat(retrieval.searchTime()).isPositive();
    }

    @Test
    void retrieve_filter_goesToTheStore() {
        Retriever retriever = StoreRetriever.create(store(9), new CompassModel(), RetrieverOptions.defaults());

        assertThat(retriever.retrieve(QUERY.filteredBy(Filter.gte("number", 7))).nodes())
                .extracting(found -> found.node().documentId())
                .containsExactly("doc-7", "doc-8");
    }

    @Test
    void create_modeTheStoreLacks_isRefusedWithBoth() {
        assertThatThrownBy(() -> StoreRetriever.create(
                        offering(Capability.VECTOR_SEARCH),
                        new CompassModel(),
                        RetrieverOptions.defaults().withMode(SearchMode.KEYWORD)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not search in mode KEYWORD: the store lacks KEYWORD_SEARCH; it has [VECTOR_SEARCH]");
        assertThatThrownBy(() -> StoreRetriever.create(
                        offering(Capability.KEYWORD_SEARCH),
                        new CompassModel(),
                        RetrieverOptions.defaults().withMode(SearchMode.HYBRID)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not search in mode HYBRID: the store lacks HYBRID_SEARCH; it has [KEYWORD_SEARCH]");
    }

    @Test
    void create_searchByVectorWithoutModel_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreRetriever.create(InMemoryStore.create(), null, RetrieverOptions.defaults()))
                .withMessage("embeddingModel must be given for search mode HYBRID, got: none");
    }

    @Test
    void retrieve_withoutMode_takesTheBestTheStoreHas() {
        assertThat(modeOver(Capability.VECTOR_SEARCH, Capability.KEYWORD_SEARCH, Capability.HYBRID_SEARCH))
                .isEqualTo(SearchMode.HYBRID);
        assertThat(modeOver(Capability.VECTOR_SEARCH, Capability.KEYWORD_SEARCH))
                .isEqualTo(SearchMode.VECTOR);
        assertThat(modeOver(Capability.VECTOR_SEARCH)).isEqualTo(SearchMode.VECTOR);
        assertThat(modeOver(Capability.KEYWORD_SEARCH)).isEqualTo(SearchMode.KEYWORD);
        assertThatThrownBy(() -> modeOver(Capability.LISTING))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not search in mode VECTOR: the store lacks VECTOR_SEARCH; it has [LISTING]");
    }

    private static SearchMode modeOver(Capability... capabilities) {
        List<StoreQuery> asked = new ArrayList<>();
        StoreRetriever.create(offering(asked, capabilities), new CompassModel(), RetrieverOptions.defaults())
                .retrieve(QUERY);
        return asked.get(0).mode();
    }

    @Test
    void retrieve_byWords_asksWithoutVector() {
        List<StoreQuery> asked = new ArrayList<>();
        RetrieverOptions options = RetrieverOptions.defaults().withMode(SearchMode.KEYWORD);

        StoreRetriever.create(offering(asked, Capability.KEYWORD_SEARCH), null, options)
                .retrieve(QUERY);
        StoreRetriever.create(offering(asked, Capability.KEYWORD_SEARCH), new CompassModel(), options)
                .retrieve(QUERY);

        assertThat(asked).hasSize(2).allSatisfy(query -> {
            assertThat(query.mode()).isEqualTo(SearchMode.KEYWORD);
            assertThat(query.text()).isEqualTo("east");
            assertThat(query.embedding()).isNull();
        });
    }

    @Test
    void retrieve_fusionOfTheOptions_goesToTheStore() {
        List<StoreQuery> asked = new ArrayList<>();
        RetrieverOptions options = RetrieverOptions.defaults().withFusion(Fusion.weighted(0.7));

        StoreRetriever.create(offering(asked, Capability.HYBRID_SEARCH), new CompassModel(), options)
                .retrieve(QUERY);

        assertThat(asked).extracting(StoreQuery::fusion).containsExactly(Fusion.weighted(0.7));
    }

    @Test
    void retrieve_storeThatEmbeds_getsTheQuestionAsText() {
        List<StoreQuery> asked = new ArrayList<>();
        Store store = offering(asked, Capability.VECTOR_SEARCH, Capability.OWN_EMBEDDING);

        StoreRetriever.create(store, new CompassModel(), RetrieverOptions.defaults())
                .retrieve(QUERY);

        assertThat(asked)
                .singleElement()
                .satisfies(query -> assertThat(query.embedding()).isNull());
    }

    @Test
    void arguments_null_areRefused() {
        Retriever retriever = StoreRetriever.create(store(1), new CompassModel(), RetrieverOptions.defaults());

        assertThatNullPointerException().isThrownBy(() -> retriever.retrieve(null));
        assertThatNullPointerException()
                .isThrownBy(() -> StoreRetriever.create(null, new CompassModel(), RetrieverOptions.defaults()))
                .withMessage("store");
        assertThatNullPointerException()
                .isThrownBy(() -> StoreRetriever.create(store(1), new CompassModel(), null))
                .withMessage("options");
    }

    @Test
    void query_values_areCheckedWithMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.of("\t"))
                .withMessage("text must not be blank, got: \"\t\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUERY.withTopK(0))
                .withMessage("topK must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrieverOptions.defaults().withTopK(-1))
                .withMessage("topK must be 1 or more, got: -1");
    }

    @Test
    void query_changes_leaveTheRest() {
        Query query = QUERY.withTopK(3).filteredBy(Filter.eq("number", 1));

        assertThat(query).isEqualTo(new Query("east", 3, Filter.eq("number", 1)));
        assertThat(query.filteredBy(null)).isEqualTo(new Query("east", 3, null));
    }

    @Test
    void retrieval_of_takesNoTimeAndCopiesItsNodes() {
        List<ScoredNode> nodes = new ArrayList<>(List.of(ScoredNode.unscored(node("a", 0))));

        Retrieval retrieval = Retrieval.of(nodes);
        nodes.clear();

        assertThat(retrieval.nodes()).hasSize(1);
        assertThat(retrieval.embedTime()).isZero();
        assertThat(retrieval.searchTime()).isZero();
    }

    @Test
    void retrieve_cancelledWhileItEmbeds_asksNoStore() {
        List<StoreQuery> asked = new ArrayList<>();
        Cancellation cancellation = Cancellation.create();
        EmbeddingModel model = new CompassModel(cancellation::cancel);
        Retriever retriever =
                StoreRetriever.create(offering(asked, Capability.VECTOR_SEARCH), model, RetrieverOptions.defaults());

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> retriever.retrieve(Query.of("where?"), cancellation))
                .withMessage("Could not finish the retrieval: it was cancelled.");
        assertThat(asked).isEmpty();
    }

    /** Documents that point ever further away from east. */
    private static Store store(int count) {
        Store store = InMemoryStore.create();
        for (int i = 0; i < count; i++) {
            Node node = node("doc-" + i, i);
            store.upsert(List.of(new DocumentNodes(
                    Document.of(node.documentId(), node.text()),
                    "test",
                    List.of(node),
                    List.of(Embedding.of(1, i * 0.1f)))));
        }
        return store;
    }

    private static Node node(String id, int number) {
        return Node.of(id, 0, new Span(0, 4), "tide", Metadata.of("number", number));
    }

    private static Store offering(Capability... capabilities) {
        return offering(new ArrayList<>(), capabilities);
    }

    /** A store that keeps what it is asked and finds nothing. */
    private static Store offering(List<StoreQuery> asked, Capability... capabilities) {
        Store store = mock(Store.class);
        when(store.capabilities()).thenReturn(Set.of(capabilities));
        when(store.search(any())).thenAnswer(call -> {
            asked.add(call.getArgument(0, StoreQuery.class));
            return List.of();
        });
        return store;
    }

    /** Every question points east. */
    private static final class CompassModel implements EmbeddingModel {

        private final Runnable meanwhile;

        CompassModel() {
            this(() -> {});
        }

        CompassModel(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public String name() {
            return "compass";
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public int maxTokens() {
            return 10;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public List<Embedding> embedDocuments(List<String> texts) {
            return texts.stream().map(this::embedQuery).toList();
        }

        @Override
        public Embedding embedQuery(String text) {
            meanwhile.run();
            return Embedding.of(1, 0);
        }
    }
}

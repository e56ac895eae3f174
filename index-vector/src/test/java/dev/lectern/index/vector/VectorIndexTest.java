package dev.lectern.index.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.query.QueryOptions;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VectorIndexTest {

    private static final Document TIDES =
            Document.of("tides", "The tide turns twice a day. The moon pulls the water.", Metadata.of("author", "Ada"));
    private static final Document BREAD =
            Document.of("bread", "Bread needs flour, water and yeast.", Metadata.of("author", "Ben"));

    private final Store store = InMemoryStore.create();
    private final EmbeddingModel model = FakeEmbeddingModel.create();
    private final Index index = VectorIndex.create(store, model);

    @AfterEach
    void close() {
        model.close();
        store.close();
    }

    @Test
    void queryEngine_questionWithOneAnswer_quotesIt() {
        index.ingest(List.of(TIDES, BREAD));

        Response response = index.queryEngine(ExtractiveModel.create()).query("How often does the tide turn?");

        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(response.text()).contains("The tide turns twice a day. [1]");
        assertThat(response.citedSources())
                .extracting(s -> s.source().node().documentId())
                .containsExactly("tides");
        assertThat(response.quotes())
                .allSatisfy(quote -> assertThat(quote.answerSpan().of(response.text()))
                        .isEqualTo(quote.documentSpan().of(TIDES.text())));
    }

    @Test
    void queryEngine_filterInQuery_choosesAmongMatchingNodesOnly() {
        index.ingest(List.of(TIDES, BREAD));
        Query query = Query.of("What needs water?").filteredBy(Filter.eq("author", "Ada"));

        Response response = index.queryEngine(ExtractiveModel.create()).query(query);

        assertThat(response.sources())
                .extracting(s -> s.source().node().documentId())
                .containsExactly("tides");
    }

    @Test
    void queryEngine_similarityTopK_limitsSources() {
        index.ingest(List.of(TIDES, BREAD));
        QueryOptions one = QueryOptions.of(ExtractiveModel.create()).withSimilarityTopK(1);

        Response response = index.queryEngine(one).query("water");

        assertThat(response.sources()).hasSize(1);
    }

    @Test
    void delete_knownId_removesItsNodes() {
        index.ingest(List.of(TIDES, BREAD));

        assertThat(index.delete("tides")).isTrue();
        assertThat(index.delete("tides")).isFalse();
        assertThat(store.documents(null, 10)).extracting(d -> d.id()).containsExactly("bread");
    }

    @Test
    void retriever_modeThatIsAskedFor_isTheOneThatScores() {
        index.ingest(List.of(TIDES, BREAD));

        assertThat(kindsBy(SearchMode.VECTOR)).containsOnly(ScoreKind.COSINE);
        assertThat(kindsBy(SearchMode.KEYWORD)).containsOnly(ScoreKind.BM25);
        assertThat(kindsBy(SearchMode.HYBRID)).containsOnly(ScoreKind.FUSION);
    }

    @Test
    void retriever_withoutMode_goesByWordsAndVectors() {
        index.ingest(List.of(TIDES, BREAD));

        assertThat(index.retriever().retrieve(Query.of("tide")).nodes())
                .extracting(ScoredNode::kind)
                .containsOnly(ScoreKind.FUSION);
    }

    private List<ScoreKind> kindsBy(SearchMode mode) {
        return index.retriever(RetrieverOptions.defaults().withMode(mode)).retrieve(Query.of("tide")).nodes().stream()
                .map(ScoredNode::kind)
                .toList();
    }

    @Test
    void provider_byName_makesAnIndexOverTheParts() {
        Settings parts = Settings.builder()
                .part(Store.class, store)
                .part(EmbeddingModel.class, model)
                .build();

        Index made = Providers.discovered().create(IndexProvider.class, "vector", parts);
        made.ingest(List.of(TIDES));

        assertThat(store.documentCount()).isEqualTo(1);
    }

    @Test
    void provider_withoutStore_saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Providers.discovered().create(IndexProvider.class, "vector", Settings.empty()))
                .withMessageContaining("Store must be given");
    }
}

package dev.lectern.index.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.Store;
import dev.lectern.synthesize.Response;
import dev.lectern.testkit.FakeEmbeddingModel;
import dev.lectern.testkit.FakeLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SummaryIndexTest {

    private static final Document TIDES =
            Document.of("tides", "The tide turns twice a day. ".repeat(100).strip(), Metadata.of("author", "Ada"));
    private static final Document BREAD =
            Document.of("bread", "Bread needs flour, water and yeast.", Metadata.of("author", "Ben"));

    private final Store store = InMemoryStore.create();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void retrieve_all_givesEveryNodeInOrderWithoutScore() {
        Index index = SummaryIndex.create(store);
        index.ingest(List.of(TIDES, BREAD));

        Retrieval found = index.retriever().retrieve(Query.of("Anything?"));

        assertThat(found.nodes()).hasSize((int) store.nodeCount()).allMatch(n -> n.kind() == ScoreKind.NONE);
        assertThat(found.nodes().get(0).node().documentId()).isEqualTo("bread");
        assertThat(found.nodes().subList(1, found.nodes().size()))
                .extracting(n -> n.node().ordinal())
                .containsExactlyElementsOf(
                        IntStream.range(0, found.nodes().size() - 1).boxed().toList());
    }

    @Test
    void create_nullChoice_isRefused() {
        EmbeddingModel model = FakeEmbeddingModel.create();
        IngestPipeline pipeline = IngestPipeline.builder(store, SentenceSplitter.forModel(model), model)
                .build();

        assertThatNullPointerException()
                .isThrownBy(() -> SummaryIndex.create(store, model, null, pipeline))
                .withMessage("choice");
    }

    @Test
    void retrieve_moreDocumentsThanAPage_givesThemAll() {
        Index index = SummaryIndex.create(store);
        index.ingest(IntStream.range(0, 2100)
                .mapToObj(i -> Document.of("d" + i, "Document " + i))
                .toList());

        assertThat(index.retriever().retrieve(Query.of("Anything?")).nodes()).hasSize(2100);
    }

    @Test
    void retrieve_filterAndTopKInQuery_limitTheNodes() {
        Index index = SummaryIndex.create(store);
        index.ingest(List.of(TIDES, BREAD));
        Query query =
                Query.of("Anything?").filteredBy(Filter.eq("author", "Ada")).withTopK(1);

        assertThat(index.retriever().retrieve(query).nodes())
                .extracting(n -> n.node().id())
                .containsExactly("tides#0");
    }

    @Test
    void queryEngine_all_answersFromWhatIsThere() {
        Index index = SummaryIndex.create(store);
        index.ingest(List.of(TIDES, BREAD));

        Response response = index.queryEngine(ExtractiveModel.create()).query("What does bread need?");

        assertThat(response.text()).contains("Bread needs flour, water and yeast.");
    }

    @Test
    void provider_similarity_choosesTheClosest() {
        try (EmbeddingModel model = FakeEmbeddingModel.create()) {
            Settings settings = Settings.builder()
                    .set("choice", "similarity")
                    .part(Store.class, store)
                    .part(EmbeddingModel.class, model)
                    .build();
            Index index = Providers.discovered().create(IndexProvider.class, "summary", settings);
            index.ingest(List.of(TIDES, BREAD));

            Retrieval found =
                    index.retriever().retrieve(Query.of("bread and yeast").withTopK(1));

            assertThat(found.nodes()).extracting(n -> n.node().documentId()).containsExactly("bread");
        }
    }

    @Test
    void delete_knownId_removesItsNodes() {
        Index index = SummaryIndex.create(store);
        index.ingest(List.of(TIDES, BREAD));

        assertThat(index.delete("tides")).isTrue();
        assertThat(index.delete("tides")).isFalse();
    }

    @Test
    void insert_document_tellsWhetherAnythingChanged() {
        SummaryIndex index = SummaryIndex.create(store);

        assertThat(index.insert(BREAD)).isTrue();
        assertThat(index.insert(BREAD)).isFalse();
        assertThat(index.insert(Document.of("bread", "Bread needs salt."))).isTrue();
        assertThat(store.nodes("bread")).extracting(node -> node.text()).containsExactly("Bread needs salt.");
    }

    @Test
    void refresh_documents_areThenAllThereIs() {
        SummaryIndex index = SummaryIndex.create(store);
        index.ingest(List.of(TIDES, BREAD));
        Document salt = Document.of("salt", "Salt comes from the sea.");

        IngestReport report = index.refresh(List.of(BREAD, salt));

        assertThat(report.added()).isEqualTo(1);
        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(store.documents(null, 10))
                .extracting(document -> document.id())
                .containsExactly("bread", "salt");
    }

    @Test
    void provider_all_embedsNothing() {
        List<String> embedded = new ArrayList<>();
        try (Lectern lectern = Lectern.builder()
                .index("summary")
                .embeddingModel(watched(embedded))
                .build()) {
            lectern.index().ingest(List.of(TIDES, BREAD));

            assertThat(lectern.index()
                            .retriever()
                            .retrieve(Query.of("Anything?"))
                            .nodes())
                    .isNotEmpty();
        }

        assertThat(embedded).isEmpty();
    }

    @Test
    void retrieve_similarityTwice_embedsEachNodeOnce() {
        List<String> embedded = new ArrayList<>();
        try (Lectern lectern = Lectern.builder()
                .index("summary")
                .settings("summary", Settings.of(Map.of("choice", "similarity")))
                .embeddingModel(watched(embedded))
                .build()) {
            lectern.index().ingest(List.of(BREAD));
            lectern.index().retriever().retrieve(Query.of("bread?"));
            lectern.index().retriever().retrieve(Query.of("yeast?"));
        }

        assertThat(embedded).hasSize(1);
    }

    @Test
    void provider_model_choosesByTheLanguageModel() {
        try (Lectern lectern = Lectern.builder()
                .index("summary")
                .settings("summary", Settings.of(Map.of("choice", "model")))
                .embeddingModel(FakeEmbeddingModel.create())
                .languageModel(FakeLanguageModel.answering("{\"choices\": [{\"number\": 1, \"use\": 9}]}"))
                .build()) {
            lectern.index().ingest(List.of(TIDES, BREAD));

            assertThat(lectern.index().retriever().retrieve(Query.of("bread?")).nodes())
                    .extracting(node -> node.node().documentId())
                    .containsExactly("bread");
        }
    }

    /** Notes the texts of documents that it embeds. */
    private static EmbeddingModel watched(List<String> embedded) {
        EmbeddingModel fake = FakeEmbeddingModel.create();
        return new EmbeddingModel() {
            @Override
            public String name() {
                return fake.name();
            }

            @Override
            public int dimensions() {
                return fake.dimensions();
            }

            @Override
            public int maxTokens() {
                return fake.maxTokens();
            }

            @Override
            public Tokenizer tokenizer() {
                return fake.tokenizer();
            }

            @Override
            public List<Embedding> embedDocuments(List<String> texts) {
                embedded.addAll(texts);
                return fake.embedDocuments(texts);
            }

            @Override
            public Embedding embedQuery(String text) {
                return fake.embedQuery(text);
            }
        };
    }
}

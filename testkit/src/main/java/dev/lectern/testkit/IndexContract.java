package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryOptions;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Says what every {@link Index} does. */
public abstract class IndexContract {

    private static final Query TIDES = Query.of("How often does the tide turn?").withTopK(50);

    private static final Document BREAD = Document.of("bread", "Bread needs flour and yeast.");

    private static final Document TIDE = Document.of("tides", "The tide does turn twice a day.");

    private static final Document OTHER_TIDE = Document.of("tides", "The tide does turn four times in two days.");

    /** For subclasses. */
    protected IndexContract() {}

    /** Opens an empty index; whatever it stands on is the subclass's to close. */
    protected abstract Index open();

    /** Returns the modes in which the index chooses nodes; all unless overridden. */
    protected Set<SearchMode> modes() {
        return EnumSet.allOf(SearchMode.class);
    }

    @Test
    void retrieve_emptyIndex_givesNothing() {
        assertThat(textsIn(open())).isEmpty();
    }

    @Test
    void query_emptyIndex_saysThatNothingWasFound() {
        try (LanguageModel model = ExtractiveModel.create()) {
            Response response = open().queryEngine(model).query(TIDES);

            assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        }
    }

    @Test
    void ingest_nothing_isFine() {
        IngestReport report = open().ingest(List.of());

        assertThat(report.added() + report.updated() + report.unchanged()).isZero();
        assertThat(report.failures()).isEmpty();
    }

    @Test
    void ingest_documents_areFoundAndCounted() {
        Index index = open();

        IngestReport report = index.ingest(List.of(BREAD, TIDE));

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.failures()).isEmpty();
        assertThat(textsIn(index)).containsExactlyInAnyOrder(BREAD.text(), TIDE.text());
    }

    @Test
    void ingest_throughReader_givesTheSameAsFromMemory() {
        Index read = open();
        Index given = open();

        IngestReport report = read.ingest(FakeReader.of("shelf", List.of(BREAD, TIDE)), "shelf");
        given.ingest(List.of(BREAD, TIDE));

        assertThat(report.added()).isEqualTo(2);
        assertThat(read.retriever().retrieve(TIDES).nodes())
                .isEqualTo(given.retriever().retrieve(TIDES).nodes());
    }

    @Test
    void ingest_knownId_replacesTheDocument() {
        Index index = open();
        index.ingest(List.of(BREAD, TIDE));

        IngestReport report = index.ingest(List.of(OTHER_TIDE));

        assertThat(report.updated()).isEqualTo(1);
        assertThat(report.added()).isZero();
        assertThat(textsIn(index)).containsExactlyInAnyOrder(BREAD.text(), OTHER_TIDE.text());
    }

    @Test
    void ingest_sameAgain_isUnchanged() {
        Index index = open();
        index.ingest(List.of(BREAD, TIDE));

        IngestReport report = index.ingest(List.of(TIDE, BREAD));

        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(report.nodes()).isZero();
        assertThat(textsIn(index)).hasSize(2);
    }

    @Test
    void ingest_documentWithoutVisibleText_hasNoNode() {
        Index index = open();

        index.ingest(List.of(Document.of("blank", " \n\t ")));

        assertThat(textsIn(index)).isEmpty();
        assertThat(index.delete("blank")).isTrue();
    }

    @Test
    void ingest_unreadableItem_isThrownAndWhatCameBeforeStays() {
        Index index = open();
        Reader reader = FakeReader.builder("shelf")
                .document(TIDE)
                .failure("torn.txt", "half of it is missing")
                .document(BREAD)
                .build();

        assertThatThrownBy(() -> index.ingest(reader, "shelf"))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read torn.txt: half of it is missing");
        assertThat(textsIn(index)).containsExactly(TIDE.text());
    }

    @Test
    void delete_knownDocument_removesItOnce() {
        Index index = open();
        index.ingest(List.of(BREAD, TIDE));

        assertThat(index.delete("tides")).isTrue();
        assertThat(index.delete("tides")).isFalse();
        assertThat(textsIn(index)).containsExactly(BREAD.text());
    }

    @Test
    void delete_unknownDocument_saysNo() {
        assertThat(open().delete("nowhere")).isFalse();
    }

    @Test
    void retriever_madeBefore_seesWhatCameLater() {
        Index index = open();
        Retriever retriever = index.retriever();

        index.ingest(List.of(TIDE));

        assertThat(retriever.retrieve(TIDES).nodes()).hasSize(1);
    }

    @Test
    void retriever_anyMode_findsOrIsRefused() {
        Index index = open();
        index.ingest(List.of(TIDE));

        for (SearchMode mode : SearchMode.values()) {
            RetrieverOptions options = RetrieverOptions.defaults().withMode(mode);
            if (modes().contains(mode)) {
                assertThat(index.retriever(options).retrieve(TIDES).nodes())
                        .as("mode %s", mode)
                        .hasSize(1);
            } else {
                assertThatThrownBy(() -> index.retriever(options))
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining(mode.name());
            }
        }
    }

    @Test
    void queryEngine_model_answersFromTheIndex() {
        try (LanguageModel model = ExtractiveModel.create()) {
            Index index = open();
            index.ingest(List.of(BREAD, TIDE));

            Response response = index.queryEngine(model).query("How often does the tide turn?");

            assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
            assertThat(response.text()).startsWith(TIDE.text());
        }
    }

    @Test
    void queryEngine_options_areKept() {
        Index index = open();
        index.ingest(List.of(BREAD, TIDE));
        QueryOptions options = QueryOptions.of(FakeLanguageModel.create())
                .withPostprocessors((query, nodes) -> nodes.stream()
                        .filter(found -> found.node().documentId().equals("bread"))
                        .toList());

        Response response = index.queryEngine(options).query(TIDES);

        assertThat(response.sources())
                .extracting(source -> source.source().node().documentId())
                .containsExactly("bread");
    }

    @Test
    void retrieve_whileDocumentIsReplaced_seesOneVersionOfIt() throws Exception {
        Index index = open();
        index.ingest(List.of(longTide(0)));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> replacing = thread.submit(() -> {
                for (int version = 1; version <= 50; version++) {
                    index.ingest(List.of(longTide(version)));
                }
            });
            Retriever retriever = index.retriever();
            do {
                List<ScoredNode> nodes = retriever.retrieve(TIDES).nodes();

                assertThat(nodes)
                        .isNotEmpty()
                        .extracting(found -> versionOf(found))
                        .containsOnly(versionOf(nodes.get(0)));
            } while (!replacing.isDone());
            replacing.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void arguments_null_areRefused() {
        Index index = open();

        assertThatNullPointerException().isThrownBy(() -> index.ingest(Samples.<List<Document>>absent()));
        assertThatNullPointerException().isThrownBy(() -> index.ingest(Samples.absent(), "shelf"));
        assertThatNullPointerException()
                .isThrownBy(() -> index.ingest(FakeReader.of("shelf", List.of()), Samples.absent()));
        assertThatNullPointerException().isThrownBy(() -> index.delete(Samples.absent()));
        assertThatNullPointerException().isThrownBy(() -> index.retriever(Samples.absent()));
    }

    private static List<String> textsIn(Index index) {
        return index.retriever().retrieve(TIDES).nodes().stream()
                .map(found -> found.node().text())
                .toList();
    }

    private static Optional<MetadataValue> versionOf(ScoredNode found) {
        return found.node().metadata().get("version");
    }

    /** Long enough for several nodes under every splitter in use. */
    private static Document longTide(int version) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            sentences.add("On day " + i + " the tide does turn, and the harbour master notes it in his book.");
        }
        return Document.of("tides", String.join(" ", sentences), Metadata.of("version", version));
    }
}

package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.store.Filter;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.SourceReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Says what every {@link QueryEngine} does, with a model that answers from its sources, such as the extractive one. */
public abstract class QueryEngineContract {

    private static final Query TIDES = Query.of("How often does the tide turn?");

    private static final List<Document> DOCUMENTS = List.of(
            Document.of("bread", "Bread needs flour and yeast.", Metadata.of("shelf", "kitchen")),
            Document.of("tides", "The tide does turn twice a day. " + Samples.UNICODE, Metadata.of("shelf", "sea")),
            Document.of("walls", "Walls are of stone.", Metadata.of("shelf", "yard")));

    /** For subclasses. */
    protected QueryEngineContract() {}

    /** Opens an engine over these documents, split, embedded and stored. */
    protected abstract QueryEngine open(List<Document> documents);

    @Test
    void query_questionWithAnswer_isAnsweredFromItsSource() {
        Response response = open(DOCUMENTS).query(TIDES);

        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(response.text()).contains("twice a day");
        assertThat(response.citedSources())
                .extracting(source -> source.source().node().documentId())
                .containsExactly("tides");
    }

    @Test
    void query_sources_areNumberedAndHoldTheTextOfTheirDocument() {
        Map<String, String> texts = DOCUMENTS.stream().collect(Collectors.toMap(Document::id, Document::text));

        List<SourceReference> sources = open(DOCUMENTS).query(TIDES).sources();

        assertThat(sources).isNotEmpty();
        for (int i = 0; i < sources.size(); i++) {
            Node node = sources.get(i).source().node();
            assertThat(sources.get(i).number()).isEqualTo(i + 1);
            assertThat(node.span().of(texts.getOrDefault(node.documentId(), "")))
                    .isEqualTo(node.text());
        }
    }

    @Test
    void query_emptyIndex_isNoErrorAndCallsNoModel() {
        Response response = open(List.of()).query(TIDES);

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(response.text()).isNotBlank();
        assertThat(response.sources()).isEmpty();
        assertThat(response.usage().modelCalls()).isZero();
    }

    @Test
    void query_topK_isKept() {
        assertThat(open(DOCUMENTS).query(TIDES.withTopK(1)).sources()).hasSize(1);
    }

    @Test
    void query_filter_givesSourcesThatMatch() {
        Query query = TIDES.filteredBy(Filter.ne("shelf", "sea"));

        assertThat(open(DOCUMENTS).query(query).sources())
                .isNotEmpty()
                .noneMatch(source -> source.source().node().documentId().equals("tides"));
    }

    @Test
    void query_text_isTheQueryWithDefaults() {
        QueryEngine engine = open(DOCUMENTS);

        assertThat(timeless(engine.query(TIDES.text()))).isEqualTo(timeless(engine.query(TIDES)));
    }

    @Test
    void query_usage_hasCallsAndTimes() {
        Response response = open(DOCUMENTS).query(TIDES);

        assertThat(response.usage().modelCalls()).isPositive();
        assertThat(response.usage().embedTime()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(response.usage().searchTime()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(response.usage().synthesisTime()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void queryAsync_onAnExecutor_givesTheSame() {
        QueryEngine engine = open(DOCUMENTS);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Response response = engine.queryAsync(TIDES, thread).join();

            assertThat(timeless(response)).isEqualTo(timeless(engine.query(TIDES)));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void stream_question_tellsSourcesThenTextThenCostThenTheResponse() {
        QueryEngine engine = open(DOCUMENTS);
        AnswerEvents events = new AnswerEvents();

        Response response = engine.stream(TIDES, events);

        assertThat(timeless(response)).isEqualTo(timeless(engine.query(TIDES)));
        List<AnswerEvent> told = events.without(AnswerEvent.Stage.class);
        assertThat(told.get(0)).isInstanceOf(AnswerEvent.Sources.class);
        assertThat(told.get(1)).isInstanceOfAny(AnswerEvent.Numbered.class, AnswerEvent.Text.class);
        assertThat(told.get(told.size() - 2)).isEqualTo(new AnswerEvent.Cost(response.usage()));
        assertThat(told.get(told.size() - 1)).isEqualTo(new AnswerEvent.Done(response));
        assertThat(events.text()).isEqualTo(response.text());
    }

    @Test
    void publisher_eventByEvent_tellsTheSameAndEnds() throws Exception {
        QueryEngine engine = open(DOCUMENTS);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            AnswerEvents events = new AnswerEvents();
            CompletableFuture<Integer> end = new CompletableFuture<>();

            engine.publisher(TIDES, thread).subscribe(events.oneByOne(end));

            assertThat(end.get(1, TimeUnit.MINUTES)).isPositive();
            assertThat(events.text()).isEqualTo(engine.query(TIDES).text());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void query_cancelledBefore_isEnded() {
        QueryEngine engine = open(DOCUMENTS);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();

        assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> engine.query(TIDES, cancellation));
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> engine.stream(TIDES, event -> {}, cancellation));
    }

    @Test
    void query_manyThreads_giveTheSame() throws Exception {
        QueryEngine engine = open(DOCUMENTS);
        List<Object> expected = timeless(engine.query(TIDES));

        List<List<Object>> answers = Samples.concurrently(8, () -> timeless(engine.query(TIDES)));

        assertThat(answers).hasSize(8).containsOnly(expected);
    }

    @Test
    void query_null_isRefused() {
        QueryEngine engine = open(DOCUMENTS);
        Function<Query, Response> query = engine::query;

        assertThatNullPointerException().isThrownBy(() -> query.apply(Samples.absent()));
        assertThatNullPointerException().isThrownBy(() -> engine.queryAsync(Samples.absent(), Runnable::run));
        assertThatNullPointerException().isThrownBy(() -> engine.queryAsync(TIDES, Samples.absent()));
    }

    @Test
    void query_blankText_isRefused() {
        assertThatThrownBy(() -> open(DOCUMENTS).query(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text must not be blank, got: \" \"");
    }

    private static List<Object> timeless(Response response) {
        return List.of(response.text(), response.status(), response.sources(), response.quotes());
    }
}

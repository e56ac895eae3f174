package dev.lectern.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.postprocess.ScoreCutoff;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.Providers;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.StoreException;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetrieverQueryEngineTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    private static final ScoredNode TIDES = scored("tides", "The tide does turn twice a day.", 0.8);

    private static final ScoredNode WALLS = scored("walls", "Walls are of stone.", 0.2);

    private final ResponseSynthesizer synthesizer = CompactSynthesizer.create(ExtractiveModel.create());

    @Test
    void query_retrievedNodes_becomeAnswerAndSources() {
        QueryEngine engine = RetrieverQueryEngine.create(finding(TIDES, WALLS), synthesizer);

        Response response = engine.query(QUERY);

        assertThat(response.text()).isEqualTo("The tide does turn twice a day. [1]");
        assertThat(response.sources()).extracting(source -> source.source()).containsExactly(TIDES, WALLS);
    }

    @Test
    void query_usage_hasTheTimesOfRetrieval() {
        Retriever retriever = query -> new Retrieval(List.of(TIDES), Duration.ofMillis(7), Duration.ofMillis(11));

        Response response = RetrieverQueryEngine.create(retriever, synthesizer).query(QUERY);

        assertThat(response.usage().embedTime()).isEqualTo(Duration.ofMillis(7));
        assertThat(response.usage().searchTime()).isEqualTo(Duration.ofMillis(11));
        assertThat(response.usage().synthesisTime()).isPositive();
        assertThat(response.usage().modelCalls()).isEqualTo(1);
    }

    @Test
    void timeLimit_retrieverThatNeverEnds_isEnded() {
        QueryEngine engine =
                RetrieverQueryEngine.create(new Endless(), synthesizer).withTimeLimit(Duration.ofMillis(5));

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> engine.query(QUERY))
                .matches(CancelledException::isTimeLimit);
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> engine.stream(QUERY, event -> {}))
                .matches(CancelledException::isTimeLimit);
    }

    @Test
    void timeLimit_byName_isThatOfTheWholeAnswer() {
        Settings settings = Settings.builder()
                .set("time-limit", "PT0.005S")
                .part(Retriever.class, new Endless())
                .part(ResponseSynthesizer.class, synthesizer)
                .build();
        QueryEngine engine = Providers.discovered().create(QueryEngineProvider.class, "retriever", settings);

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> engine.query(QUERY))
                .matches(CancelledException::isTimeLimit);
    }

    @Test
    void timeLimit_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RetrieverQueryEngine.create(finding(TIDES), synthesizer).withTimeLimit(Duration.ZERO))
                .withMessage("time limit must be more than zero, got: PT0S");
    }

    @Test
    void cancel_whileItRetrieves_reachesTheRetriever() {
        Cancellation cancellation = Cancellation.create();
        Retriever retriever = query -> {
            cancellation.cancel();
            return Retrieval.of(List.of(TIDES));
        };
        NodePostprocessor never = (query, nodes) -> {
            throw new AssertionError("what was cancelled went on");
        };

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> RetrieverQueryEngine.create(retriever, List.of(never), synthesizer)
                        .query(QUERY, cancellation));
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> TypedAnswers.create(new Endless(), ExtractiveModel.create())
                        .ask(QUERY, Tide.class, cancellation));
    }

    private record Tide(String time) {}

    /** Finds nothing before it is cancelled. */
    private static final class Endless implements Retriever {

        @Override
        public Retrieval retrieve(Query query) {
            return retrieve(query, Cancellation.none());
        }

        @Override
        public Retrieval retrieve(Query query, Cancellation cancellation) {
            CountDownLatch ended = new CountDownLatch(1);
            cancellation.onCancel(ended::countDown);
            try {
                assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw cancellation.exception("it");
        }
    }

    @Test
    void query_postprocessors_runInTheirOrder() {
        List<String> calls = new ArrayList<>();
        NodePostprocessor first = (query, nodes) -> {
            calls.add("first " + nodes.size());
            return List.of(WALLS, TIDES);
        };
        NodePostprocessor second = (query, nodes) -> {
            calls.add("second " + nodes.get(0).node().documentId());
            return nodes;
        };

        Response response = RetrieverQueryEngine.create(finding(TIDES), List.of(first, second), synthesizer)
                .query(QUERY);

        assertThat(calls).containsExactly("first 1", "second walls");
        assertThat(response.sources()).extracting(source -> source.source()).containsExactly(WALLS, TIDES);
    }

    @Test
    void query_cutoffThatDropsAll_isNoContext() {
        Response response = RetrieverQueryEngine.create(finding(WALLS), List.of(new ScoreCutoff(0.5)), synthesizer)
                .query(QUERY);

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(response.usage().modelCalls()).isZero();
    }

    @Test
    void query_nothingFound_isNoContext() {
        Response response = RetrieverQueryEngine.create(finding(), synthesizer).query(QUERY);

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(response.text()).isEqualTo("Nothing was found for this question.");
    }

    @Test
    void query_failingStation_passesItsFailure() {
        StoreException failure = new StoreException("store", "Could not search store: it is away.", null);
        QueryEngine engine = RetrieverQueryEngine.create(
                query -> {
                    throw failure;
                },
                synthesizer);

        assertThatThrownBy(() -> engine.query(QUERY)).isSameAs(failure);
        assertThatThrownBy(() -> engine.queryAsync(QUERY, Runnable::run).join())
                .isInstanceOf(CompletionException.class)
                .hasCause(failure);
    }

    @Test
    void queryAsync_executor_doesTheWork() {
        List<String> threads = new ArrayList<>();
        Retriever retriever = query -> {
            threads.add(Thread.currentThread().getName());
            return Retrieval.of(List.of(TIDES));
        };
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> new Thread(work, "my-thread"));
        try {
            Response response = RetrieverQueryEngine.create(retriever, synthesizer)
                    .queryAsync(QUERY, executor)
                    .join();

            assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
            assertThat(threads).containsExactly("my-thread");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void queryAsync_null_isRefusedAtOnce() {
        QueryEngine engine = RetrieverQueryEngine.create(finding(), synthesizer);

        assertThatNullPointerException()
                .isThrownBy(() -> engine.queryAsync(null, Runnable::run))
                .withMessage("query");
        assertThatNullPointerException()
                .isThrownBy(() -> engine.queryAsync(QUERY, null))
                .withMessage("executor");
    }

    @Test
    void create_null_isRefused() {
        assertThatNullPointerException()
                .isThrownBy(() -> RetrieverQueryEngine.create(null, synthesizer))
                .withMessage("retriever");
        assertThatNullPointerException()
                .isThrownBy(() -> RetrieverQueryEngine.create(finding(), null))
                .withMessage("synthesizer");
    }

    @Test
    void query_null_isRefused() {
        QueryEngine engine = RetrieverQueryEngine.create(finding(), synthesizer);

        assertThatNullPointerException()
                .isThrownBy(() -> engine.query((Query) null))
                .withMessage("query");
    }

    @Test
    void queryOptions_changes_leaveTheRest() {
        NodePostprocessor cutoff = new ScoreCutoff(0.5);
        RetrieverOptions retriever =
                RetrieverOptions.defaults().withMode(SearchMode.HYBRID).withTopK(9);

        QueryOptions options = QueryOptions.of(synthesizer)
                .withRetriever(retriever)
                .withPostprocessors(cutoff)
                .withSimilarityTopK(3);

        assertThat(options).isEqualTo(new QueryOptions(retriever.withTopK(3), List.of(cutoff), synthesizer));
    }

    @Test
    void queryOptions_ofModel_haveTheDefaults() {
        QueryOptions options = QueryOptions.of(ExtractiveModel.create());

        assertThat(options.retriever()).isEqualTo(RetrieverOptions.defaults());
        assertThat(options.postprocessors()).isEmpty();
        assertThat(options.synthesizer()).isInstanceOf(ModeSynthesizer.class);
    }

    private static Retriever finding(ScoredNode... nodes) {
        return query -> Retrieval.of(List.of(nodes));
    }

    private static ScoredNode scored(String id, String text, double score) {
        Node node = Node.of(id, 0, new Span(0, text.length()), text, Metadata.empty());
        return new ScoredNode(node, score, ScoreKind.COSINE);
    }
}

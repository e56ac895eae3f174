package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.CancelledException;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerStreamingTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    private static final List<ScoredNode> THREE = ModeSynthesizerTest.nodes("a b c", "d e f", "g h i");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AnswerEvents events = new AnswerEvents();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"NO_TEXT", "CONTEXT_ONLY"},
            mode = EnumSource.Mode.EXCLUDE)
    void stream_modelThatWaits_tellsTheFirstPieceBefore(ResponseMode mode) throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            sink.text("At ");
            await(first); // does not come to its end before the first piece was heard
            sink.text("noon.");
            return "At noon.";
        });
        List<ScoredNode> one = THREE.subList(0, 1);

        Response response = ModeSynthesizer.create(mode, model).stream(
                QUERY,
                one,
                event -> {
                    events.on(event);
                    if (event instanceof AnswerEvent.Text text && text.piece().equals("At ")) {
                        first.countDown();
                    }
                },
                Cancellation.none());

        assertThat(events.all.get(0)).isEqualTo(new AnswerEvent.Sources(one));
        assertThat(events.text()).isEqualTo(response.text()).endsWith("At noon.");
        assertThat(events.all).doesNotContain(new AnswerEvent.Restart());
    }

    @Test
    void stream_severalCalls_tellsStagesAndStreamsTheLast() {
        LanguageModel model = words("one two three");

        ModeSynthesizer.create(ResponseMode.REFINE, model).stream(QUERY, THREE, events, Cancellation.none());

        assertThat(events.all)
                .containsExactly(
                        new AnswerEvent.Sources(THREE),
                        new AnswerEvent.Stage("answer", 1, 3),
                        new AnswerEvent.Stage("answer", 2, 3),
                        new AnswerEvent.Stage("answer", 3, 3),
                        new AnswerEvent.Text("one "),
                        new AnswerEvent.Text("two "),
                        new AnswerEvent.Text("three"));
    }

    @Test
    void stream_lastAnswerWithheldHalfway_startsAnewWithTheOneBefore() {
        AtomicInteger calls = new AtomicInteger();
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            sink.text(calls.incrementAndGet() < 3 ? "At noon." : "You fool");
            return calls.get() < 3 ? "At noon." : null; // null is FILTERED
        });

        Response response =
                ModeSynthesizer.create(ResponseMode.REFINE, model).stream(QUERY, THREE, events, Cancellation.none());

        assertThat(response.text()).isEqualTo("At noon.");
        assertThat(events.text()).isEqualTo("At noon.");
        assertThat(events.all)
                .endsWith(
                        new AnswerEvent.Text("You fool"), new AnswerEvent.Restart(), new AnswerEvent.Text("At noon."));
    }

    @Test
    void stream_filteredReply_tellsTheAnswerInsideTheJsonPieceByPiece() {
        LanguageModel model =
                characters("{ \"sources_hold_answer\" : true, \"answer\": \"At \\\"noon\\\"\\n\\ud83c\\udf0a.\"}");

        Response response =
                ModeSynthesizer.builder(ResponseMode.COMPACT, model).filter(AnswerFilter.STRUCTURED).build().stream(
                        QUERY, THREE, events, Cancellation.none());

        assertThat(response.text()).isEqualTo("At \"noon\"\n\uD83C\uDF0A.");
        assertThat(events.text()).isEqualTo(response.text());
        assertThat(events.pieces()).hasSize(12).contains("\uD83C\uDF0A");
        assertThat(events.all).doesNotContain(new AnswerEvent.Restart());
    }

    @Test
    void stream_filteredReplyThatSaysNo_tellsNothingOfIt() {
        LanguageModel model = characters("{\"sources_hold_answer\": false, \"answer\": \"Bread.\"}");

        ModeSynthesizer.builder(ResponseMode.COMPACT, model).filter(AnswerFilter.STRUCTURED).build().stream(
                QUERY, THREE, events, Cancellation.none());

        assertThat(events.pieces()).containsExactly("The sources hold no answer to this.");
    }

    @Test
    void stream_filteredReplyThatWasCut_tellsWhatTheResponseHolds() {
        String reply = "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon\\u00";
        LanguageModel model = new Speaking(
                (prompt, sink, cancellation) -> {
                    reply.chars().forEach(c -> sink.text(Character.toString(c)));
                    return reply;
                },
                FinishReason.LENGTH);

        Response response =
                ModeSynthesizer.builder(ResponseMode.COMPACT, model).filter(AnswerFilter.STRUCTURED).build().stream(
                        QUERY, THREE, events, Cancellation.none());

        assertThat(response.text()).isEqualTo("At \"noon");
        assertThat(response.status()).isEqualTo(ResponseStatus.TRUNCATED);
        assertThat(events.text()).isEqualTo(response.text());
        assertThat(events.all).doesNotContain(new AnswerEvent.Restart());
    }

    @Test
    void stream_listenerThatThrows_endsTheAnswerEvenWhereFailuresAreCollected() {
        ModelException refusal = new ModelException("listener", "Could not listen: no.", null);

        assertThatThrownBy(() ->
                        ModeSynthesizer.builder(ResponseMode.REFINE, words("one two"))
                                .failurePolicy(FailurePolicy.COLLECT)
                                .build()
                                .stream(
                                        QUERY,
                                        THREE,
                                        event -> {
                                            if (event instanceof AnswerEvent.Text) {
                                                throw refusal;
                                            }
                                        },
                                        Cancellation.none()))
                .isSameAs(refusal);
    }

    @Test
    void cancel_whileTheModelWaits_endsItsCall() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Cancellation cancellation = Cancellation.create();
        LanguageModel model = untilCancelled(waiting);
        var answer = threads.submit(
                () -> ModeSynthesizer.create(ResponseMode.COMPACT, model).synthesize(QUERY, THREE, cancellation));
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();

        cancellation.cancel();

        assertThatThrownBy(() -> answer.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(CancelledException.class);
    }

    @Test
    void timeLimit_modelThatNeverEnds_isEnded() {
        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> ModeSynthesizer.builder(ResponseMode.COMPACT, untilCancelled(new CountDownLatch(1)))
                        .failurePolicy(FailurePolicy.COLLECT)
                        .timeLimit(Duration.ofMillis(5))
                        .build()
                        .synthesize(QUERY, THREE))
                .matches(CancelledException::isTimeLimit);
    }

    @Test
    void callTimeLimit_oneCallThatNeverEnds_isAFailureOfThatCall() {
        LanguageModel never = untilCancelled(new CountDownLatch(1));
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            if (prompt.context().get(0).number() == 2) {
                return never.complete(prompt, cancellation).text();
            }
            return "ok";
        });

        Response response = ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model)
                .failurePolicy(FailurePolicy.COLLECT)
                .callTimeLimit(Duration.ofMillis(200))
                .build()
                .synthesize(QUERY, THREE);

        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
        assertThat(response.parts().get(1).failure()).isInstanceOf(CancelledException.class);
    }

    @Test
    void parallel_independentCalls_runAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(3); // opens only when three calls are under way
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            await(together);
            sink.text("seen " + prompt.context().get(0).number());
            return "seen " + prompt.context().get(0).number();
        });

        Response response = ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model).parallel(threads, 3).build().stream(
                QUERY, THREE, events, Cancellation.none());

        assertThat(response.text()).isEqualTo("Source 1:\nseen 1\n\nSource 2:\nseen 2\n\nSource 3:\nseen 3");
        assertThat(events.text()).isEqualTo(response.text());
        assertThat(response.usage().modelCalls()).isEqualTo(3);
    }

    @Test
    void parallel_bound_isKept() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
            return "ok";
        });
        String[] texts = new String[40];
        Arrays.fill(texts, "a b");

        ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model)
                .parallel(threads, 2)
                .build()
                .synthesize(QUERY, ModeSynthesizerTest.nodes(texts));

        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void parallel_executorWithoutAThread_isDoneByTheAskingThread() {
        Response silent = ModeSynthesizer.builder(ResponseMode.ACCUMULATE, words("ok"))
                .parallel(task -> {}, 3) // never comes round to it
                .build()
                .synthesize(QUERY, THREE);
        Response refused = ModeSynthesizer.builder(ResponseMode.ACCUMULATE, words("ok"))
                .parallel(
                        task -> {
                            throw new RejectedExecutionException();
                        },
                        3)
                .build()
                .synthesize(QUERY, THREE);

        assertThat(silent.parts()).hasSize(3);
        assertThat(refused.parts()).hasSize(3);
    }

    @Test
    void parallel_oneCallFails_endsTheOthers() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        LanguageModel never = untilCancelled(waiting);
        CountDownLatch ended = new CountDownLatch(1);
        LanguageModel model = new Speaking((prompt, sink, cancellation) -> {
            if (prompt.context().get(0).number() == 1) {
                await(waiting);
                throw new ModelException("speaking", "Could not speak: no.", null);
            }
            try {
                return never.complete(prompt, cancellation).text();
            } finally {
                ended.countDown();
            }
        });

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model)
                        .parallel(threads, 2)
                        .build()
                        .synthesize(QUERY, THREE));

        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Completes nothing; its call ends when it is cancelled, like one that waits for the network. */
    private static LanguageModel untilCancelled(CountDownLatch waiting) {
        return new Speaking((prompt, sink, cancellation) -> {
            CountDownLatch closed = new CountDownLatch(1);
            cancellation.onCancel(closed::countDown);
            waiting.countDown();
            await(closed);
            throw cancellation.exception("speaking");
        });
    }

    private static LanguageModel words(String text) {
        return new Speaking((prompt, sink, cancellation) -> {
            for (String word : text.split("(?<= )", -1)) {
                sink.text(word);
            }
            return text;
        });
    }

    private static LanguageModel characters(String text) {
        return new Speaking((prompt, sink, cancellation) -> {
            text.chars().forEach(c -> sink.text(Character.toString(c)));
            return text;
        });
    }

    /** What a model says. */
    private interface Speech {

        /** Returns the whole text, or null where the service withheld it. */
        String say(Prompt prompt, CompletionSink sink, Cancellation cancellation);
    }

    /** Speaks as the test says. */
    private record Speaking(Speech speech, FinishReason end) implements LanguageModel {

        Speaking(Speech speech) {
            this(speech, FinishReason.STOP);
        }

        @Override
        public String name() {
            return "speaking";
        }

        @Override
        public ModelLimits limits() {
            return new ModelLimits(1000, 100);
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public Completion complete(Prompt prompt) {
            return complete(prompt, Cancellation.none());
        }

        @Override
        public Completion complete(Prompt prompt, Cancellation cancellation) {
            return stream(prompt, piece -> {}, cancellation);
        }

        @Override
        public Completion stream(Prompt prompt, CompletionSink sink, Cancellation cancellation) {
            String text = speech.say(prompt, sink, cancellation);
            return text == null
                    ? new Completion("", FinishReason.FILTERED, TokenUsage.NONE, List.of())
                    : new Completion(text, end, TokenUsage.NONE, List.of());
        }
    }
}

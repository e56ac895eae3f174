package dev.lectern.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.retrieve.Query;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.PromptTemplates;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the options of synthesizers by name do. */
@Timeout(120)
class SynthesizerProvidersTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    @Test
    void timeLimit_modelThatNeverEnds_isEnded() {
        for (String name : List.of("compact", "generation")) {
            ResponseSynthesizer synthesizer =
                    synthesizer(name, new Endless(), settings -> settings.set("time-limit", "PT0.005S"));

            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> synthesizer.synthesize(QUERY, nodes()))
                    .matches(CancelledException::isTimeLimit);
        }
    }

    @Test
    void callTimeLimit_oneCallThatNeverEnds_isAFailureOfThatCall() {
        ResponseSynthesizer synthesizer = synthesizer(
                "accumulate",
                new Endless(2),
                settings -> settings.set("call-time-limit", "PT0.2S").set("failures", "collect"));

        Response response = synthesizer.synthesize(QUERY, nodes());

        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
        assertThat(response.parts().get(1).failure()).isInstanceOf(CancelledException.class);
        assertThat(response.text()).contains("Source 2:\nThis source could not be used.");
    }

    @Test
    void parallelism_independentCalls_runAtTheSameTime() {
        ResponseSynthesizer synthesizer =
                synthesizer("accumulate", new Together(), settings -> settings.set("parallelism", "3"));

        assertThat(synthesizer.synthesize(QUERY, nodes()).parts()).hasSize(3);
    }

    @Test
    void parallelism_executorAmongTheParts_runsTheCalls() {
        CountDownLatch used = new CountDownLatch(2);
        Executor executor = work -> {
            used.countDown();
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
        };
        ResponseSynthesizer synthesizer = synthesizer(
                "accumulate",
                new Together(),
                settings -> settings.set("parallelism", "3").part(Executor.class, executor));

        assertThat(synthesizer.synthesize(QUERY, nodes()).parts()).hasSize(3);
        assertThat(used.getCount()).isZero();
    }

    @Test
    void templates_amongTheParts_areTheWording() {
        PromptTemplates own = PromptTemplates.of("", "S {context} Q {query}", "{context}{query}{existing_answer}");
        List<String> asked = new ArrayList<>();
        LanguageModel model = new Quiet() {
            @Override
            public Completion complete(Prompt prompt, Cancellation cancellation) {
                asked.add(prompt.text());
                return new Completion("said", FinishReason.STOP, TokenUsage.NONE, List.of());
            }
        };

        synthesizer("compact", model, settings -> settings.part(PromptTemplates.class, own))
                .synthesize(QUERY, nodes().subList(0, 1));

        assertThat(asked).containsExactly("S [1]\na Q When does the tide turn?");
    }

    @Test
    void options_outOfRange_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesizer("compact", new Endless(), settings -> settings.set("parallelism", "0")))
                .withMessage("parallelism must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> synthesizer("compact", new Endless(), settings -> settings.set("time-limit", "PT-1S")))
                .withMessage("timeLimit must be more than zero, got: PT-1S");
    }

    private static ResponseSynthesizer synthesizer(
            String name, LanguageModel model, UnaryOperator<Settings.Builder> options) {
        Settings settings = options.apply(Settings.builder().part(LanguageModel.class, model))
                .build();
        return Providers.discovered().create(ResponseSynthesizerProvider.class, name, settings);
    }

    private static List<ScoredNode> nodes() {
        List<ScoredNode> nodes = new ArrayList<>();
        for (String text : List.of("a", "b", "c")) {
            nodes.add(ScoredNode.unscored(Node.of(text, 0, new Span(0, 1), text, Metadata.empty())));
        }
        return nodes;
    }

    /** Knows how a model looks; what it says is up to those below. */
    private abstract static class Quiet implements LanguageModel {

        @Override
        public String name() {
            return "quiet";
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
        public abstract Completion complete(Prompt prompt, Cancellation cancellation);
    }

    /** Waits for the end of calls: of all, or of those over one source. */
    private static final class Endless extends Quiet {

        private final int source;

        Endless() {
            this(0);
        }

        Endless(int source) {
            this.source = source;
        }

        @Override
        public Completion complete(Prompt prompt, Cancellation cancellation) {
            if (source > 0 && prompt.context().get(0).number() != source) {
                return new Completion("said", FinishReason.STOP, TokenUsage.NONE, List.of());
            }
            CountDownLatch ended = new CountDownLatch(1);
            cancellation.onCancel(ended::countDown);
            try {
                assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            throw cancellation.exception("quiet");
        }
    }

    /** Says something only when three calls are under way. */
    private static final class Together extends Quiet {

        private final CyclicBarrier three = new CyclicBarrier(3);

        @Override
        public Completion complete(Prompt prompt, Cancellation cancellation) {
            try {
                three.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new AssertionError(e);
            }
            return new Completion("said", FinishReason.STOP, TokenUsage.NONE, List.of());
        }
    }
}

package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.fail;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.failure.CancelledException;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.model.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Says what every {@link LanguageModel} does. */
public abstract class LanguageModelContract {

    private static final int START = 7;

    private static final String SOURCE = "The tide turns twice a day. " + Samples.UNICODE;

    /** For subclasses. */
    protected LanguageModelContract() {}

    /** Opens the model under test; each test closes its own. */
    protected abstract LanguageModel open();

    @Test
    void values_always_areUsable() {
        try (LanguageModel model = open()) {
            assertThat(model.name()).isNotBlank();
            assertThat(model.limits().outputTokens()).isPositive();
            assertThat(model.tokenizer().count("")).isZero();
        }
    }

    @Test
    void complete_withContext_quotesOnlyWhatStandsThere() {
        try (LanguageModel model = open()) {
            Completion completion = model.complete(prompt());

            for (Quote quote : completion.quotes()) {
                assertThat(quote.number()).isEqualTo(1);
                assertThat(quote.documentId()).isEqualTo("tides");
                String copied = quote.documentSpan().shift(-START).of(SOURCE);
                assertThat(quote.answerSpan().of(completion.text())).isEqualTo(copied);
            }
        }
    }

    @Test
    void complete_withoutContext_quotesNothing() {
        try (LanguageModel model = open()) {
            Prompt prompt = new Prompt(
                    List.of(new Message(Message.Role.USER, "When does the tide turn?")),
                    "When does the tide turn?",
                    List.of(),
                    null,
                    100);

            assertThat(model.complete(prompt).quotes()).isEmpty();
        }
    }

    @Test
    void stream_anyPrompt_givesPiecesThatMakeTheText() {
        try (LanguageModel model = open()) {
            StringBuilder joined = new StringBuilder();

            Completion completion = model.stream(prompt(), piece -> {
                assertThat(piece).isNotEmpty();
                joined.append(piece);
            });

            assertThat(joined).hasToString(completion.text());
        }
    }

    @Test
    void complete_withCancellation_givesTheSame() {
        try (LanguageModel model = open();
                Cancellation cancellation = Cancellation.within(Duration.ofHours(1))) {
            assertThat(model.complete(prompt(), cancellation).text())
                    .isEqualTo(model.complete(prompt()).text());
        }
    }

    @Test
    void complete_cancelledBefore_isEnded() {
        try (LanguageModel model = open()) {
            Cancellation cancellation = Cancellation.create();
            cancellation.cancel();

            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> model.complete(prompt(), cancellation));
            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> model.stream(prompt(), piece -> fail("told a piece"), cancellation));
        }
    }

    @Test
    void stream_cancelledAtTheFirstPiece_tellsNoOther() {
        try (LanguageModel model = open()) {
            Cancellation cancellation = Cancellation.create();
            List<String> pieces = new ArrayList<>();

            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> model.stream(
                            prompt(),
                            piece -> {
                                pieces.add(piece);
                                cancellation.cancel();
                            },
                            cancellation));

            assertThat(pieces).hasSize(1);
        }
    }

    @Test
    void complete_promptForJson_givesACompletion() {
        try (LanguageModel model = open()) {
            Prompt prompt = prompt().asking(new JsonFormat("answer", "{\"type\":\"object\"}"));

            assertThat(model.complete(prompt)).isNotNull();
        }
    }

    @Test
    void complete_null_isRefused() {
        try (LanguageModel model = open()) {
            assertThatNullPointerException().isThrownBy(() -> model.complete(Samples.absent()));
        }
    }

    @Test
    void complete_manyThreads_givesCompletions() throws Exception {
        try (LanguageModel model = open()) {
            assertThat(Samples.concurrently(8, () -> model.complete(prompt())))
                    .hasSize(8)
                    .doesNotContainNull();
        }
    }

    @Test
    void close_twice_isFineAndEndsAllUse() {
        LanguageModel model = open();

        model.close();
        model.close();

        assertThatIllegalStateException().isThrownBy(() -> model.complete(prompt()));
    }

    private static Prompt prompt() {
        Span span = new Span(START, START + SOURCE.length());
        Node node = Node.of("tides", 0, span, SOURCE, Metadata.empty());
        String question = "How often does the tide turn?";
        return new Prompt(
                List.of(new Message(Message.Role.USER, SOURCE + "\n" + question)),
                question,
                List.of(ContextPiece.whole(1, node, 0.5)),
                null,
                100);
    }
}

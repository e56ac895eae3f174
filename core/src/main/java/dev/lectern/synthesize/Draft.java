package dev.lectern.synthesize;

import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import dev.lectern.model.TokenUsage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An answer in the making, improved call by call. One thread at a time. */
final class Draft {

    private static final String NOTHING_SAID = "The model gave no answer.";

    private String text = "";
    private FinishReason finishReason = FinishReason.NOT_CALLED;
    private List<Quote> quotes = List.of();
    private TokenUsage usage = TokenUsage.NONE;

    /** Takes over a completion. Quotes made earlier hold as long as the text they stand in stays at its place. */
    void improve(Completion completion) {
        usage = usage.plus(completion.usage());
        if (isSilent(completion.finishReason(), completion.text()) && !answer().isEmpty()) {
            return;
        }
        boolean kept = !answer().isEmpty() && completion.text().startsWith(text);
        quotes = Stream.concat(kept ? quotes.stream() : Stream.empty(), completion.quotes().stream())
                .distinct()
                .sorted(Comparator.comparing(Quote::answerSpan))
                .toList();
        text = completion.text();
        finishReason = completion.finishReason();
    }

    /** Returns the answer so far; empty while there is none. */
    String answer() {
        return isSilent(finishReason, text) ? "" : text;
    }

    private static boolean isSilent(FinishReason reason, String text) {
        return reason == FinishReason.NO_ANSWER || reason == FinishReason.FILTERED || text.isBlank();
    }

    /** Returns what the model wrote, or the sentence that says that it wrote nothing. */
    String text() {
        return text.isBlank() ? NOTHING_SAID : text;
    }

    List<Quote> quotes() {
        return quotes;
    }

    TokenUsage usage() {
        return usage;
    }

    FinishReason finishReason() {
        return finishReason;
    }

    ResponseStatus status() {
        return switch (finishReason) {
            case NO_ANSWER, FILTERED, NOT_CALLED -> ResponseStatus.NO_ANSWER;
            case LENGTH -> ResponseStatus.TRUNCATED;
            case STOP -> text.isBlank() ? ResponseStatus.NO_ANSWER : ResponseStatus.ANSWERED;
        };
    }
}

package dev.lectern.synthesize;

import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import dev.lectern.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** An answer in the making, improved call by call. One thread at a time. */
final class Draft {

    private String text = "";
    private FinishReason finishReason = FinishReason.NOT_CALLED;
    private List<Quote> quotes = List.of();
    private TokenUsage usage = TokenUsage.NONE;

    /** Takes over a completion. Quotes made earlier hold as long as the text they stand in stays at its place. */
    void improve(Completion completion) {
        usage = usage.plus(completion.usage());
        boolean silent = completion.finishReason() == FinishReason.NO_ANSWER
                || completion.text().isBlank();
        if (silent && !answer().isEmpty()) {
            return;
        }
        List<Quote> kept = new ArrayList<>();
        if (!answer().isEmpty() && completion.text().startsWith(text)) {
            kept.addAll(quotes);
        }
        kept.addAll(completion.quotes());
        quotes = List.copyOf(kept);
        text = completion.text();
        finishReason = completion.finishReason();
    }

    /** Returns the answer so far; empty while there is none. */
    String answer() {
        boolean none = finishReason == FinishReason.NO_ANSWER || text.isBlank();
        return none ? "" : text;
    }

    String text() {
        return text;
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
            case LENGTH -> ResponseStatus.TRUNCATED;
            case NO_ANSWER, FILTERED, NOT_CALLED -> ResponseStatus.NO_ANSWER;
            case STOP -> text.isBlank() ? ResponseStatus.NO_ANSWER : ResponseStatus.ANSWERED;
        };
    }
}

package dev.lectern.synthesize;

import dev.lectern.model.ContextPiece;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An answer in the making, improved call by call. One thread at a time. */
final class Draft {

    static final String NOTHING_SAID = "The model gave no answer.";

    private static final String NOTHING_FOUND = "The sources hold no answer to this.";

    private String text = "";
    private FinishReason finishReason = FinishReason.NOT_CALLED;
    private List<Quote> quotes = List.of();
    private List<ContextPiece> context = List.of();

    /** Takes over an answer. Quotes made earlier hold as long as the text they stand in stays at its place. */
    void improve(Said said) {
        context = Stream.concat(context.stream(), said.context().stream()).toList();
        if (said.isSilent() && !answer().isEmpty()) {
            return;
        }
        boolean kept = !answer().isEmpty() && said.text().startsWith(text);
        quotes = Stream.concat(kept ? quotes.stream() : Stream.empty(), said.quotes().stream())
                .distinct()
                .sorted(Comparator.comparing(Quote::answerSpan))
                .toList();
        text = said.text();
        finishReason = said.finishReason();
    }

    /** Returns the answer so far; empty while there is none. */
    String answer() {
        return Said.isSilent(finishReason, text) ? "" : text;
    }

    /** Returns what the model wrote, or the sentence that says that it wrote nothing. */
    Said said() {
        boolean nothing = text.isBlank();
        String shown = !nothing ? text : finishReason == FinishReason.NO_ANSWER ? NOTHING_FOUND : NOTHING_SAID;
        FinishReason reason = nothing && finishReason == FinishReason.STOP ? FinishReason.NO_ANSWER : finishReason;
        return new Said(shown, reason, quotes, context, null);
    }
}

package dev.lectern.synthesize;

import dev.lectern.failure.LecternException;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one model call gave, or an engine asked one part of a question. Immutable.
 *
 * @param kind what the call was for
 * @param question what was asked; the part of the question, where an engine split it
 * @param numbers the sources it was shown, in order
 * @param text what the model said; empty where it failed or said nothing
 * @param quotes parts of the text that are copied from sources, in text order
 * @param finishReason why it ended; {@link FinishReason#NOT_CALLED} where it failed
 * @param failure why there is no text; null where the call succeeded
 */
public record AnswerPart(
        SynthesisPlan.Kind kind,
        String question,
        List<Integer> numbers,
        String text,
        List<Quote> quotes,
        FinishReason finishReason,
        @Nullable LecternException failure) {

    /** Makes a part; the lists are copied. */
    public AnswerPart {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(question, "question");
        numbers = List.copyOf(numbers);
        Objects.requireNonNull(text, "text");
        quotes = List.copyOf(quotes);
        Objects.requireNonNull(finishReason, "finishReason");
    }
}

package dev.lectern.synthesize;

import dev.lectern.failure.LecternException;
import dev.lectern.model.FinishReason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one model call gave. Immutable.
 *
 * @param kind what the call was for
 * @param numbers the sources it was shown, in order
 * @param text what the model said; empty where it failed or said nothing
 * @param finishReason why it ended; {@link FinishReason#NOT_CALLED} where it failed
 * @param failure why there is no text; null where the call succeeded
 */
public record AnswerPart(
        SynthesisPlan.Kind kind,
        List<Integer> numbers,
        String text,
        FinishReason finishReason,
        @Nullable LecternException failure) {

    /** Makes a part; the list is copied. */
    public AnswerPart {
        Objects.requireNonNull(kind, "kind");
        numbers = List.copyOf(numbers);
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finishReason, "finishReason");
    }
}

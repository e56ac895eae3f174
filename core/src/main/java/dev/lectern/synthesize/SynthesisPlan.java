package dev.lectern.synthesize;

import dev.lectern.model.ContextPiece;
import java.util.List;

/**
 * What an answer will take, known before the first model call. Immutable.
 *
 * @param calls the model calls in order
 * @param leftOut numbers of the sources that no call shows, ascending
 */
public record SynthesisPlan(List<Call> calls, List<Integer> leftOut) {

    /**
     * One model call. Immutable.
     *
     * @param context the numbered pieces it shows, in order
     * @param maxInputTokens the size of its prompt at most, in the model's tokens; the answer so far is counted at its largest
     * @param maxOutputTokens the size of its answer at most
     */
    public record Call(List<ContextPiece> context, int maxInputTokens, int maxOutputTokens) {

        /** Makes a call; the list is copied. */
        public Call {
            context = List.copyOf(context);
        }
    }

    /** Makes a plan; the lists are copied. */
    public SynthesisPlan {
        calls = List.copyOf(calls);
        leftOut = List.copyOf(leftOut);
    }
}

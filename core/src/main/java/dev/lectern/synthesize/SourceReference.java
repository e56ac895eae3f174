package dev.lectern.synthesize;

import dev.lectern.store.ScoredNode;
import java.util.Objects;

/**
 * A numbered source of a response. Immutable.
 *
 * @param number the number that stands for this source in the answer, counted from 1 in the order of retrieval
 * @param source the node and its score; {@code source.node().span()} is its place in the document
 * @param use what the answer made of it
 * @param leftOutChars how many of its characters neither the model nor, in mode CONTEXT_ONLY, the text shows; what another source of the
 *     same document shows counts as shown, and white space around as well
 */
public record SourceReference(int number, ScoredNode source, Use use, int leftOutChars) {

    /** What an answer made of a source. */
    public enum Use {

        /** The answer quotes it or carries its number. */
        CITED,

        /** The model saw it, and the answer does not point to it. */
        GIVEN,

        /** The model saw nothing of it: it did not fit, or no model was asked. */
        LEFT_OUT
    }

    /** Makes a reference of which everything was shown. */
    public SourceReference(int number, ScoredNode source, Use use) {
        this(number, source, use, 0);
    }

    /** Makes a reference. */
    public SourceReference {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(use, "use");
        if (number < 1) {
            throw new IllegalArgumentException("number must be 1 or more, got: " + number);
        }
    }
}

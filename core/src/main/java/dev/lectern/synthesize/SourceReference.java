package dev.lectern.synthesize;

import dev.lectern.store.ScoredNode;
import java.util.Objects;

/**
 * A numbered source of a response. Immutable.
 *
 * @param number the number that stands for this source in the answer, counted from 1 in the order of retrieval
 * @param source the node and its score; {@code source.node().span()} is its place in the document
 * @param use what the answer made of it
 */
public record SourceReference(int number, ScoredNode source, Use use) {

    /** What an answer made of a source. */
    public enum Use {

        /** The answer quotes it or carries its number. */
        CITED,

        /** The model saw it, and the answer does not point to it. */
        GIVEN,

        /** The model did not see it, since it did not fit. */
        LEFT_OUT
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

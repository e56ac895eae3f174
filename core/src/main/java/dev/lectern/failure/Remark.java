package dev.lectern.failure;

import java.util.Objects;

/**
 * Something that whoever reads a result should know about how it came to be: what went another way than planned, and what was left
 * out. Immutable.
 *
 * @param kind what it is about
 * @param subject the thing it is about: an engine's name, a question, a mark of the answer
 * @param text one sentence for people
 */
public record Remark(Kind kind, String subject, String text) {

    /** What a remark is about. */
    public enum Kind {

        /** The answer points to a source that there is not, or that the model did not see. */
        UNKNOWN_MARK,

        /** A part of the work failed, and the rest went on without it. */
        FAILED_PART,

        /** A part of the question found no answer. */
        OPEN_PART,

        /** A way could not be gone, and a simpler one was taken. */
        FALLBACK,

        /** An engine was chosen among several. */
        ROUTED,

        /** The question was asked in other words. */
        REWORDED
    }

    /** Makes a remark. */
    public Remark {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }
}

package dev.lectern.query.compose;

import java.util.Objects;

/**
 * A question that was asked before, and what was answered. Immutable.
 *
 * @param question the question
 * @param answer the answer; may be empty
 */
public record Turn(String question, String answer) {

    /** Makes a turn. */
    public Turn {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
    }
}

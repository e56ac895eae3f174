package dev.lectern.model;

import dev.lectern.document.Span;
import java.util.Objects;

/**
 * A part of an answer that is copied word for word from a source. Immutable.
 *
 * @param answerSpan where it stands in the answer's text
 * @param number the number of the source
 * @param documentId the document it comes from
 * @param documentSpan where it stands in that document
 */
public record Quote(Span answerSpan, int number, String documentId, Span documentSpan) {

    /** Makes a quote. */
    public Quote {
        Objects.requireNonNull(answerSpan, "answerSpan");
        Objects.requireNonNull(documentId, "documentId");
        Objects.requireNonNull(documentSpan, "documentSpan");
    }

    /** Returns this quote with its place in the answer moved right by {@code offset} code units. */
    public Quote shift(int offset) {
        return new Quote(answerSpan.shift(offset), number, documentId, documentSpan);
    }
}

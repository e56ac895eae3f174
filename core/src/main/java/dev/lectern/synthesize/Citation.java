package dev.lectern.synthesize;

import dev.lectern.document.Span;
import java.util.Objects;

/**
 * A statement of an answer tied to the place of a document that it points to. Immutable.
 *
 * @param number the number of the source in the answer
 * @param mark where the number stands in the answer's text, with its brackets
 * @param statement what the mark is about, in the answer's text
 * @param documentId the document
 * @param documentSpan the place in the document
 * @param grade how exact the place is
 */
public record Citation(int number, Span mark, Span statement, String documentId, Span documentSpan, Grade grade) {

    /** How exact the place of a citation is. */
    public enum Grade {

        /** The statement is copied from this place word for word. */
        QUOTED,

        /** These sentences of the source share most words with the statement; the model did not say so. */
        LIKELY,

        /** The source as a whole: none of its sentences stands out. */
        WHOLE
    }

    /** Makes a citation. */
    public Citation {
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(documentId, "documentId");
        Objects.requireNonNull(documentSpan, "documentSpan");
        Objects.requireNonNull(grade, "grade");
    }
}

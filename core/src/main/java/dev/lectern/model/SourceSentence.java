package dev.lectern.model;

import dev.lectern.document.Span;
import dev.lectern.text.Terms;
import java.util.List;

/**
 * A sentence of the context and where it comes from.
 *
 * @param number the number of the source that holds most of it
 * @param documentId the document
 * @param span where it stands in the document
 * @param passage which unbroken stretch of text it belongs to
 * @param position its place within that stretch, counted from 0
 * @param topic title and heading of its source, which say what it is about where the sentence itself does not; may be empty
 * @param text its characters, white space runs folded to one space
 * @param terms its words
 * @param prior how well retrieval thought of its source: 0 to 1
 * @param quotable whether it is a whole sentence, as far as can be seen, and no heading
 */
record SourceSentence(
        int number,
        String documentId,
        Span span,
        int passage,
        int position,
        String topic,
        String text,
        List<Terms.Term> terms,
        double prior,
        boolean quotable) {

    /** Tells whether {@code next} follows this sentence directly. */
    boolean isFollowedBy(SourceSentence next) {
        return passage == next.passage && position + 1 == next.position;
    }
}

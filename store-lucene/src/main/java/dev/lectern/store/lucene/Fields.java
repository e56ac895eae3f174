package dev.lectern.store.lucene;

import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/**
 * The names of the Lucene fields.
 *
 * <p>A document of ours is one block of Lucene documents: its nodes in order, then one for itself. All have {@link #ID}.
 */
final class Fields {

    /** Term: the id of the document, on nodes and on the document's own entry. */
    static final String ID = "id";

    /** Term: the id of the document, on its own entry only. */
    static final String DOCUMENT = "document";

    /** Sorted value: the id of a node. */
    static final String NODE = "node";

    /** Stored bytes: all of a node or document; see {@link StoredRecord}. */
    static final String RECORD = "record";

    /** Indexed text: what a node is found by. */
    static final String WORDS = "words";

    /** Term: how the words of a node were analysed; see {@link Languages}. */
    static final String LANGUAGE = "language";

    private Fields() {}

    /**
     * Returns the field of the vectors. It bears their dimensions, since Lucene ties a field to them for ever, and a store that was
     * emptied takes vectors of any.
     */
    static String vector(int dimensions) {
        return "vector_" + dimensions;
    }

    static Term id(String documentId) {
        return new Term(ID, TextBytes.of(documentId));
    }

    static Term id(BytesRef documentId) {
        return new Term(ID, documentId);
    }
}

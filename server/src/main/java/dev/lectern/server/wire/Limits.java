package dev.lectern.server.wire;

/**
 * What a request may hold at most. Immutable.
 *
 * @param bodyBytes a JSON body
 * @param uploadBytes a multipart body
 * @param documents documents of one upsert
 * @param textChars the text of a document, in UTF-16 code units
 * @param queries queries of one request, and ids of one deletion
 * @param topK results of a query
 * @param chunks chunks of a document
 */
public record Limits(
        long bodyBytes, long uploadBytes, int documents, int textChars, int queries, int topK, int chunks) {

    /** An id; room for a long URL, and within what search engines take for a term. */
    public static final int ID_CHARS = 2_048;

    /** A metadata value; within what search engines take for a term, 32,766 bytes, at four bytes a character. */
    public static final int VALUE_CHARS = 8_000;
}

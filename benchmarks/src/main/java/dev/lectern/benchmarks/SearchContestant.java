package dev.lectern.benchmarks;

import java.util.List;

/** A store under measurement: vectors in, the nearest rows out. */
interface SearchContestant {

    /** How many nodes make one document; documents share metadata, and the kind of a document is its number modulo 10. */
    int NODES_PER_DOCUMENT = 10;

    /** How many kinds of documents there are: a filter for one keeps a tenth. */
    int KINDS = 10;

    /** Returns the name that is printed. */
    String name();

    /** Stores copies of all vectors, each with a short text and two entries of metadata. */
    void fill(float[][] vectors);

    /** Returns the rows nearest to a question, best first. */
    List<Hit> search(float[] question, int topK);

    /** Returns the rows nearest to a question of one kind of document, best first. */
    List<Hit> searchKind(float[] question, int topK, int kind);

    /** Returns the rows nearest to a question of one document, chosen by its source, best first. */
    List<Hit> searchSource(float[] question, int topK, String source);

    /** Returns the text of a row. */
    static String text(int row) {
        return "node " + row;
    }

    /** Returns the number of the document that a row belongs to. */
    static int document(int row) {
        return row / NODES_PER_DOCUMENT;
    }

    /** Returns the source of the document that a row belongs to. */
    static String source(int row) {
        return "doc-" + document(row) + ".txt";
    }

    /** Returns the kind of the document that a row belongs to. */
    static int kind(int row) {
        return document(row) % KINDS;
    }

    /**
     * A row that was found.
     *
     * @param row its position among the vectors
     * @param score higher is closer; cosine, or what the store makes of it
     */
    record Hit(int row, double score) {}
}

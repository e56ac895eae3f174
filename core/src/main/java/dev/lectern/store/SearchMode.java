package dev.lectern.store;

/** By what evidence nodes are found. */
public enum SearchMode {

    /** By the closeness of vectors; needs an embedding. */
    VECTOR,

    /** By shared words; needs the text of the question. */
    KEYWORD,

    /** By both; needs text and embedding. */
    HYBRID
}

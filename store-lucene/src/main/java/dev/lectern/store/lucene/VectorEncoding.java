package dev.lectern.store.lucene;

/** How vectors are kept for the search through the graph. The floats themselves are always kept, and the scores come from them. */
public enum VectorEncoding {

    /** The graph is searched by the floats. */
    FLOAT32,

    /**
     * The graph is searched by one byte per dimension: a quarter of the memory that a search touches, a quarter more on disk. Candidates
     * are scored again by their floats, and more of them are taken, since by bytes alone near neighbours are mixed up.
     */
    INT8
}

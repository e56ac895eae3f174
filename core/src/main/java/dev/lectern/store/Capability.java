package dev.lectern.store;

/** What a store can do beyond keeping nodes; asking for what it cannot do is an {@link UnsupportedOperationException}. */
public enum Capability {

    /** Finds nodes by the closeness of vectors. */
    VECTOR_SEARCH,

    /** Finds nodes by the words they share with the question. */
    KEYWORD_SEARCH,

    /** Joins vector and keyword search in one ranking. */
    HYBRID_SEARCH,

    /** Keeps only nodes that match a {@link Filter}, before the best are chosen. */
    FILTER,

    /** Lists documents and their nodes in order. */
    LISTING,

    /** Embeds by itself: takes whole documents and questions as text; nothing is split or embedded before. */
    OWN_EMBEDDING,

    /** Keeps what it was given after it is closed. */
    PERSISTENT
}

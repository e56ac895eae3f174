package dev.lectern.store;

/** What a score means; scores of different kinds are not comparable. Higher is closer for every kind. */
public enum ScoreKind {

    /** The cosine of the angle between question and node, -1 to 1. */
    COSINE,

    /** BM25, 0 or more, without an upper end. */
    BM25,

    /** What a {@link Fusion} makes of several rankings, 0 to 1: by places above 0, by scores 0 for the worst. */
    FUSION,

    /** What a re-ranking step gave. */
    RERANK,

    /** What a server gave by a measure of its own; only its order is known, neither range nor meaning. */
    REMOTE,

    /** Nothing was scored: the node was taken for its place, not for its closeness. The score is 0. */
    NONE
}

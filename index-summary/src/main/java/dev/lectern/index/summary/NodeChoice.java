package dev.lectern.index.summary;

/** Which nodes a {@link SummaryIndex} hands to the answer. */
public enum NodeChoice {

    /** Every node: documents in the order of their ids, nodes in document order. */
    ALL,

    /** The nodes closest to the question, as a vector index chooses them. */
    SIMILARITY
}

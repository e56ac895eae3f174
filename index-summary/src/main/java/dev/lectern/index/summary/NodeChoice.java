package dev.lectern.index.summary;

/** Which nodes a {@link SummaryIndex} hands to the answer. */
public enum NodeChoice {

    /** Every node: documents in the order of their ids, nodes in document order. Nothing is embedded. */
    ALL,

    /** The nodes closest to the question, as a vector index chooses them; their vectors are stored with them. */
    SIMILARITY,

    /** The nodes that a language model takes to be of use, best first: it reads all of them, in as few calls as fit. Nothing is embedded. */
    MODEL;

    /** Tells whether nodes and questions are embedded for it. */
    boolean embeds() {
        return this == SIMILARITY;
    }
}

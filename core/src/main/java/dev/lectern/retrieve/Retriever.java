package dev.lectern.retrieve;

import dev.lectern.model.Cancellation;

/**
 * Finds the nodes that may hold the answer to a question.
 *
 * <p>Thread-safety: safe for concurrent use.
 *
 * @implSpec Nodes come best first and no node comes twice; a filter of the query is applied before the best are chosen; an empty index
 *     gives an empty retrieval. The contract test is {@code RetrieverContract}.
 */
@FunctionalInterface
public interface Retriever {

    /**
     * Finds nodes for a question.
     *
     * @throws dev.lectern.store.StoreException if the store does not answer
     * @throws dev.lectern.embed.EmbedException if the question cannot be embedded
     * @throws UnsupportedOperationException if the store cannot do what the query asks, as filter
     */
    Retrieval retrieve(Query query);

    /**
     * Finds nodes for a question unless it is cancelled.
     *
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, a search under way is not ended: what it finds is thrown away. A retriever that calls a language model overrides this.
     * @see #retrieve(Query)
     */
    default Retrieval retrieve(Query query, Cancellation cancellation) {
        cancellation.check("the retrieval");
        Retrieval retrieval = retrieve(query);
        cancellation.check("the retrieval");
        return retrieval;
    }
}

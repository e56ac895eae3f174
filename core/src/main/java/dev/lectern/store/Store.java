package dev.lectern.store;

import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where nodes and embeddings live.
 *
 * <p>Thread-safety: safe for concurrent use until closed. A reader sees a document in its old or its new version, never a mixture.
 *
 * @implSpec A method that needs a missing {@link Capability} throws {@link UnsupportedOperationException} with capability and store.
 *     After {@link #close()} every method but {@code close} and {@code capabilities} throws {@link IllegalStateException}. The
 *     contract test is {@code StoreContract}.
 */
public interface Store extends AutoCloseable {

    /** Returns what this store can do; the same for its whole life and after it, since it only describes the store. */
    Set<Capability> capabilities();

    /**
     * Adds documents, or replaces those whose id is already there, each atomically.
     *
     * @param batch ready documents; with two of the same id the later one stays
     * @return what was done
     * @throws StoreException if the batch cannot be stored; the earlier versions are then whole
     * @throws IllegalArgumentException if an embedding has other dimensions than those stored (message has both)
     * @throws UnsupportedOperationException if a document comes {@linkplain DocumentNodes#isWhole() whole} and the store lacks
     *     {@link Capability#OWN_EMBEDDING}; nothing is stored then
     */
    UpsertReport upsert(List<DocumentNodes> batch);

    /**
     * Returns the nodes closest to a query.
     *
     * @return at most {@link StoreQuery#topK()} nodes, unmodifiable, best first, ties by node id
     * @throws IllegalArgumentException if the embedding has other dimensions than those stored (message has both), or the query lacks
     *     what its mode needs
     * @throws UnsupportedOperationException if the store cannot search in this mode or filter
     * @implSpec By vector, scores are those of {@link dev.lectern.embed.Embedding#cosine}, to a millionth, for vectors of any length. Up
     *     to 1,000 nodes the best are found exactly; among more, a search by vector may miss some, and says so in the store's comment.
     *     A hybrid search is what the query's {@link Fusion} makes of the first {@link Fusion#CANDIDATES} by vector and by words.
     */
    List<ScoredNode> search(StoreQuery query);

    /**
     * Deletes documents with all their nodes.
     *
     * @return how many documents were there and are gone
     */
    long delete(Deletion what);

    /**
     * Returns the versions of documents that are stored, by document id; ids that are not stored are left out.
     *
     * @see DocumentNodes#version()
     */
    Map<String, String> versions(Collection<String> documentIds);

    /**
     * Lists documents by id, a page at a time; needs {@link Capability#LISTING}.
     *
     * @param after the id after which the page starts, or null for the first page
     * @param limit how many at most, 1 or more
     * @return the documents in ascending order of id (UTF-16), unmodifiable; fewer than {@code limit} on the last page
     */
    List<StoredDocument> documents(@Nullable String after, int limit);

    /** Returns the nodes of a document in document order; empty if it is not stored; needs {@link Capability#LISTING}. */
    List<Node> nodes(String documentId);

    /** Returns the number of documents. */
    long documentCount();

    /** Returns the number of nodes. */
    long nodeCount();

    /**
     * Says which model makes the vectors that come from now on, in nodes and in questions. A store that outlives the process remembers
     * it and refuses another one as long as it has nodes, since vectors of different models say nothing to each other. Who puts store
     * and model together calls this: pipelines and retrievers do. Nothing to do unless overridden.
     *
     * @throws StoreException if the vectors here were made by another model; the message names both and the remedy
     */
    default void bindModel(EmbeddingModel model) {}

    /** Lets go of files and memory; may be called twice. */
    @Override
    void close();
}

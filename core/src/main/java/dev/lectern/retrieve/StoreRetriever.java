package dev.lectern.retrieve;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.Capability;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes by asking a store: by vector, by words, or by both.
 *
 * <p>Without an embedding model the question goes to the store as text, for stores that embed by themselves and for keyword search.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made store and model closes them.
 */
public final class StoreRetriever implements Retriever {

    private static final Logger log = LoggerFactory.getLogger(StoreRetriever.class);

    private final Store store;
    private final @Nullable EmbeddingModel embeddingModel;
    private final RetrieverOptions options;

    private StoreRetriever(Store store, @Nullable EmbeddingModel embeddingModel, RetrieverOptions options) {
        this.store = store;
        this.embeddingModel = embeddingModel;
        this.options = options;
    }

    /**
     * Makes a retriever.
     *
     * @param embeddingModel the model that embedded the nodes; null where no search needs a vector of ours
     * @throws UnsupportedOperationException if the store cannot search in the mode of the options
     * @throws IllegalArgumentException if the mode needs a vector and there is no model
     */
    public static StoreRetriever create(
            Store store, @Nullable EmbeddingModel embeddingModel, RetrieverOptions options) {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(options, "options");
        Capability needed = neededFor(options.mode());
        if (!store.capabilities().contains(needed)) {
            throw new UnsupportedOperationException("Could not search in mode " + options.mode() + ": the store lacks "
                    + needed + "; it has " + store.capabilities());
        }
        boolean storeEmbeds = store.capabilities().contains(Capability.OWN_EMBEDDING);
        if (options.mode() != SearchMode.KEYWORD && !storeEmbeds && embeddingModel == null) {
            throw new IllegalArgumentException(
                    "embeddingModel must be given for search mode " + options.mode() + ", got: none");
        }
        return new StoreRetriever(store, storeEmbeds ? null : embeddingModel, options);
    }

    private static Capability neededFor(SearchMode mode) {
        return switch (mode) {
            case VECTOR -> Capability.VECTOR_SEARCH;
            case KEYWORD -> Capability.KEYWORD_SEARCH;
            case HYBRID -> Capability.HYBRID_SEARCH;
        };
    }

    @Override
    public Retrieval retrieve(Query query) {
        int topK = query.topK() != null ? query.topK() : options.topK();
        long start = System.nanoTime();
        Embedding embedding = embed(query.text());
        long embedded = System.nanoTime();
        List<ScoredNode> nodes =
                store.search(new StoreQuery(options.mode(), query.text(), embedding, topK, query.filter()));
        Duration searchTime = Duration.ofNanos(System.nanoTime() - embedded);
        log.debug("retrieved {} of {} nodes by {} in {} ms", nodes.size(), topK, options.mode(), searchTime.toMillis());
        return new Retrieval(nodes, Duration.ofNanos(embedded - start), searchTime);
    }

    private @Nullable Embedding embed(String question) {
        return embeddingModel == null || options.mode() == SearchMode.KEYWORD
                ? null
                : embeddingModel.embedQuery(question);
    }
}

package dev.lectern.retrieve;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.Cancellation;
import dev.lectern.store.Capability;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    private static final String SUBJECT = "the retrieval";

    private final Store store;
    private final @Nullable EmbeddingModel embeddingModel;
    private final int topK;
    private final SearchMode mode;
    private final Fusion fusion;

    private StoreRetriever(
            Store store, @Nullable EmbeddingModel embeddingModel, int topK, SearchMode mode, Fusion fusion) {
        this.store = store;
        this.embeddingModel = embeddingModel;
        this.topK = topK;
        this.mode = mode;
        this.fusion = fusion;
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
        Set<Capability> offered = store.capabilities();
        SearchMode mode = options.mode() != null ? options.mode() : bestOf(offered);
        Capability needed = neededFor(mode);
        if (!offered.contains(needed)) {
            throw new UnsupportedOperationException(
                    "Could not search in mode " + mode + ": the store lacks " + needed + "; it has " + offered);
        }
        boolean storeEmbeds = offered.contains(Capability.OWN_EMBEDDING);
        if (mode != SearchMode.KEYWORD && !storeEmbeds && embeddingModel == null) {
            throw new IllegalArgumentException("embeddingModel must be given for search mode " + mode + ", got: none");
        }
        if (embeddingModel != null && !storeEmbeds && mode != SearchMode.KEYWORD) {
            store.bindModel(embeddingModel);
        }
        return new StoreRetriever(store, storeEmbeds ? null : embeddingModel, options.topK(), mode, options.fusion());
    }

    /** Goes by the store alone, so that a forgotten embedding model is an error and not a poorer search. */
    private static SearchMode bestOf(Set<Capability> offered) {
        if (offered.contains(Capability.HYBRID_SEARCH)) {
            return SearchMode.HYBRID;
        }
        boolean wordsOnly = offered.contains(Capability.KEYWORD_SEARCH) && !offered.contains(Capability.VECTOR_SEARCH);
        return wordsOnly ? SearchMode.KEYWORD : SearchMode.VECTOR;
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
        return retrieve(query, Cancellation.none());
    }

    /** Finds nodes unless it is cancelled; neither the embedding of the question nor a search under way is ended, and what they give is thrown away. */
    @Override
    public Retrieval retrieve(Query query, Cancellation cancellation) {
        cancellation.check(SUBJECT);
        int wanted = query.topK() != null ? query.topK() : topK;
        long start = System.nanoTime();
        Embedding embedding = embed(query.text());
        cancellation.check(SUBJECT);
        long embedded = System.nanoTime();
        List<ScoredNode> nodes =
                store.search(new StoreQuery(mode, query.text(), embedding, wanted, query.filter(), fusion));
        cancellation.check(SUBJECT);
        Duration searchTime = Duration.ofNanos(System.nanoTime() - embedded);
        log.debug("retrieved {} of {} nodes by {} in {} ms", nodes.size(), wanted, mode, searchTime.toMillis());
        return new Retrieval(nodes, Duration.ofNanos(embedded - start), searchTime);
    }

    private @Nullable Embedding embed(String question) {
        return embeddingModel == null || mode == SearchMode.KEYWORD ? null : embeddingModel.embedQuery(question);
    }
}

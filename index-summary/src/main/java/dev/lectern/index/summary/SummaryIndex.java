package dev.lectern.index.summary;

import dev.lectern.document.Document;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands every node to the answer, in order: for questions about the documents as a whole.
 *
 * <pre>{@code
 * Index index = SummaryIndex.create(InMemoryStore.create());
 * index.ingest(documents);
 * Response response = index.queryEngine(languageModel).query("What do these notes say about the harbour?");
 * }</pre>
 *
 * <p>An answer reads everything, so its cost grows with the documents; for one fact among many use the vector index. With an embedding
 * model it can also choose by similarity.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made store and model closes them.
 */
public final class SummaryIndex implements Index {

    /** Large nodes, since each costs a line in the prompt; no overlap, since every node is read. */
    private static final int MAX_NODE_WORDS = 400;

    private final Store store;
    private final @Nullable EmbeddingModel embeddingModel;
    private final NodeChoice choice;
    private final IngestPipeline pipeline;

    private SummaryIndex(
            Store store, @Nullable EmbeddingModel embeddingModel, NodeChoice choice, IngestPipeline pipeline) {
        this.store = store;
        this.embeddingModel = embeddingModel;
        this.choice = choice;
        this.pipeline = pipeline;
    }

    /**
     * Makes an index that hands over every node; nothing is embedded.
     *
     * @param store lists its documents, and holds only what this index put there
     * @throws UnsupportedOperationException if the store cannot list its documents
     */
    public static SummaryIndex create(Store store) {
        requireListing(store);
        Splitter splitter = SentenceSplitter.byTokens(WordTokenizer.create(), MAX_NODE_WORDS, 0);
        IngestPipeline pipeline =
                IngestPipeline.builder(store, splitter, new Unembedded()).build();
        return new SummaryIndex(store, null, NodeChoice.ALL, pipeline);
    }

    /**
     * Makes an index with a pipeline of your own.
     *
     * @param choice which nodes are handed over
     * @param pipeline fills the same store by the same model
     * @throws UnsupportedOperationException if the choice is ALL and the store cannot list its documents
     */
    public static SummaryIndex create(
            Store store, EmbeddingModel embeddingModel, NodeChoice choice, IngestPipeline pipeline) {
        if (choice == NodeChoice.ALL) {
            requireListing(store);
        }
        return new SummaryIndex(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(embeddingModel, "embeddingModel"),
                Objects.requireNonNull(choice, "choice"),
                Objects.requireNonNull(pipeline, "pipeline"));
    }

    private static void requireListing(Store store) {
        if (!store.capabilities().contains(Capability.LISTING)) {
            throw new UnsupportedOperationException("Could not make a summary index: the store lacks "
                    + Capability.LISTING + "; it has " + store.capabilities());
        }
    }

    @Override
    public IngestReport ingest(Reader reader, String source) {
        return pipeline.run(reader, source);
    }

    @Override
    public IngestReport sync(Reader reader, String source, Predicate<StoredDocument> isOfSource) {
        return pipeline.sync(reader, source, isOfSource);
    }

    @Override
    public IngestReport ingest(List<Document> documents) {
        return pipeline.run(documents);
    }

    @Override
    public boolean delete(String documentId) {
        return store.delete(Deletion.documents(List.of(documentId))) > 0;
    }

    /**
     * Returns a retriever over this index.
     *
     * @param options used where nodes are chosen by {@link NodeChoice#SIMILARITY}; with {@link NodeChoice#ALL} only the number of
     *     nodes in the query itself limits them
     */
    @Override
    public Retriever retriever(RetrieverOptions options) {
        Objects.requireNonNull(options, "options");
        return switch (choice) {
            case ALL -> new ListingRetriever(store);
            case SIMILARITY -> StoreRetriever.create(store, embeddingModel, options);
        };
    }
}

package dev.lectern.index.summary;

import com.google.common.base.Suppliers;
import dev.lectern.document.Document;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.LanguageModel;
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
import java.util.function.Supplier;
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
 * <p>An answer reads everything, so its cost grows with the documents; for one fact among many use the vector index. It can also choose: by
 * similarity with an embedding model, whose vectors are kept in the store, or by having a language model read all nodes.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made store and model closes them.
 */
public final class SummaryIndex implements Index {

    /** Large nodes, since each costs a line in the prompt; no overlap, since every node is read. */
    private static final int MAX_NODE_WORDS = 400;

    private final Store store;
    private final @Nullable EmbeddingModel embeddingModel;
    private final NodeChoice choice;
    private final @Nullable LanguageModel chooser;
    private final Supplier<IngestPipeline> pipeline;

    private SummaryIndex(
            Store store,
            @Nullable EmbeddingModel embeddingModel,
            NodeChoice choice,
            @Nullable LanguageModel chooser,
            Supplier<IngestPipeline> pipeline) {
        this.store = store;
        this.embeddingModel = embeddingModel;
        this.choice = choice;
        this.chooser = chooser;
        this.pipeline = Suppliers.memoize(pipeline::get);
    }

    /**
     * Makes an index that hands over every node; nothing is embedded.
     *
     * @param store lists its documents, and holds only what this index put there
     * @throws UnsupportedOperationException if the store cannot list its documents
     */
    public static SummaryIndex create(Store store) {
        return unembedded(store, NodeChoice.ALL, null, () -> pipeline(store).build());
    }

    /**
     * Makes an index whose nodes a language model chooses, best first; nothing is embedded.
     *
     * <p>Each question has the model read every node that matches its filter, so it is for some hundred of them.
     *
     * @param store lists its documents, and holds only what this index put there
     * @param chooser reads the nodes in as few calls as fit; stays the caller's to close
     * @throws UnsupportedOperationException if the store cannot list its documents
     */
    public static SummaryIndex choosing(Store store, LanguageModel chooser) {
        Objects.requireNonNull(chooser, "chooser");
        return unembedded(
                store, NodeChoice.MODEL, chooser, () -> pipeline(store).build());
    }

    /**
     * Makes an index of a store that is filled without vectors.
     *
     * @param pipeline asked for when the first document comes: a store that another index filled can be asked, and cannot be added to
     */
    static SummaryIndex unembedded(
            Store store, NodeChoice choice, @Nullable LanguageModel chooser, Supplier<IngestPipeline> pipeline) {
        requireListing(store);
        return new SummaryIndex(store, null, choice, chooser, pipeline);
    }

    /** Starts a pipeline that embeds nothing. */
    static IngestPipeline.Builder pipeline(Store store) {
        Splitter splitter = SentenceSplitter.byTokens(WordTokenizer.create(), MAX_NODE_WORDS, 0);
        return IngestPipeline.builder(store, splitter, new Unembedded());
    }

    /**
     * Makes an index with a pipeline of your own.
     *
     * @param choice which nodes are handed over
     * @param pipeline fills the same store by the same model
     * @throws UnsupportedOperationException if the choice is ALL and the store cannot list its documents
     * @throws IllegalArgumentException if the choice is MODEL, which {@link #choosing} makes
     */
    public static SummaryIndex create(
            Store store, EmbeddingModel embeddingModel, NodeChoice choice, IngestPipeline pipeline) {
        if (choice == NodeChoice.MODEL) {
            throw new IllegalArgumentException(
                    "choice must be ALL or SIMILARITY, got: MODEL; use SummaryIndex.choosing");
        }
        if (choice == NodeChoice.ALL) {
            requireListing(store);
        }
        Objects.requireNonNull(pipeline, "pipeline");
        return new SummaryIndex(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(embeddingModel, "embeddingModel"),
                Objects.requireNonNull(choice, "choice"),
                null,
                () -> pipeline);
    }

    private static void requireListing(Store store) {
        if (!store.capabilities().contains(Capability.LISTING)) {
            throw new UnsupportedOperationException("Could not make a summary index: the store lacks "
                    + Capability.LISTING + "; it has " + store.capabilities());
        }
    }

    @Override
    public IngestReport ingest(Reader reader, String source) {
        return pipeline.get().run(reader, source);
    }

    @Override
    public IngestReport sync(Reader reader, String source, Predicate<StoredDocument> isOfSource) {
        return pipeline.get().sync(reader, source, isOfSource);
    }

    @Override
    public IngestReport ingest(List<Document> documents) {
        return pipeline.get().run(documents);
    }

    @Override
    public boolean delete(String documentId) {
        return store.delete(Deletion.documents(List.of(documentId))) > 0;
    }

    /**
     * Adds one document, or puts it in the place of the earlier one with its id; short for an {@link #ingest(List)} of it.
     *
     * @return whether anything changed; false for a document that is stored in this very version
     */
    public boolean insert(Document document) {
        IngestReport report = pipeline.get().run(List.of(document));
        return report.unchanged() == 0;
    }

    /**
     * Makes the index hold these documents and no others: new and changed ones are stored, equal ones are left alone, all others go.
     *
     * @throws dev.lectern.failure.LecternException the first failure; nothing is removed then
     */
    public IngestReport refresh(List<Document> documents) {
        List<Document> copy = List.copyOf(documents);
        return pipeline.get()
                .sync((source, sink) -> copy.forEach(sink::document), copy.size() + " documents", stored -> true);
    }

    /**
     * Returns a retriever over this index.
     *
     * @param options used where nodes are chosen by {@link NodeChoice#SIMILARITY}, and their number by {@link NodeChoice#MODEL}; with
     *     {@link NodeChoice#ALL} only the number of nodes in the query itself limits them
     */
    @Override
    public Retriever retriever(RetrieverOptions options) {
        Objects.requireNonNull(options, "options");
        return switch (choice) {
            case ALL -> new ListingRetriever(store);
            case SIMILARITY -> StoreRetriever.create(store, embeddingModel, options);
            case MODEL ->
                new ChoosingRetriever(
                        new ListingRetriever(store), Objects.requireNonNull(chooser, "chooser"), options.topK());
        };
    }
}

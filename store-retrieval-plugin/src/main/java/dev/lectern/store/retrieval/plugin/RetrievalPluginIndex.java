package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.store.Deletion;
import dev.lectern.store.StoredDocument;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * An index whose storage is a server of the ChatGPT Retrieval Plugin API: documents go there whole, the server chooses the nodes, and
 * the answer is made here.
 *
 * <pre>{@code
 * RetrievalPluginIndex index = RetrievalPluginIndex.fromDocuments(client, documents);
 * Response response = index.queryEngine(model, 3, ResponseMode.COMPACT).query("What did the author do growing up?");
 * }</pre>
 *
 * <p>What a server does not tell is said at {@link RetrievalPluginStore}.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made store and models closes them.
 */
public final class RetrievalPluginIndex implements Index {

    private final RetrievalPluginStore store;
    private final IngestPipeline pipeline;

    private RetrievalPluginIndex(RetrievalPluginStore store, IngestPipeline pipeline) {
        this.store = store;
        this.pipeline = pipeline;
    }

    /** Makes an index over a store. */
    public static RetrievalPluginIndex create(RetrievalPluginStore store) {
        return create(store, IngestPipeline.builder(store).build());
    }

    /**
     * Makes an index with a pipeline of your own.
     *
     * @param pipeline fills the same store
     */
    public static RetrievalPluginIndex create(RetrievalPluginStore store, IngestPipeline pipeline) {
        return new RetrievalPluginIndex(
                Objects.requireNonNull(store, "store"), Objects.requireNonNull(pipeline, "pipeline"));
    }

    /**
     * Sends documents to a server and makes an index over what it holds, these and any others.
     *
     * @throws dev.lectern.failure.LecternException the first failure; what was sent before stays
     */
    public static RetrievalPluginIndex fromDocuments(RetrievalPluginClient client, List<Document> documents) {
        RetrievalPluginIndex index = create(RetrievalPluginStore.create(client));
        index.ingest(documents);
        return index;
    }

    @Override
    public IngestReport ingest(Reader reader, String source) {
        return pipeline.run(reader, source);
    }

    /**
     * Cannot be done: the API does not tell which documents there are.
     *
     * @throws UnsupportedOperationException always; nothing is sent
     */
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

    @Override
    public Retriever retriever(RetrieverOptions options) {
        return StoreRetriever.create(store, null, options);
    }

    /**
     * Returns a query engine that answers in a mode from so many nodes.
     *
     * @param similarityTopK how many nodes the server is asked for, 1 or more
     */
    public QueryEngine queryEngine(LanguageModel model, int similarityTopK, ResponseMode mode) {
        return queryEngine(QueryOptions.of(ResponseSynthesizer.of(mode, model)).withSimilarityTopK(similarityTopK));
    }

    /** Returns what was sent until now, and what of it the API could not carry. */
    public ExportReport report() {
        return store.report();
    }
}

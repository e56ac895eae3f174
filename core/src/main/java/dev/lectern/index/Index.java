package dev.lectern.index;

import dev.lectern.document.Document;
import dev.lectern.ingest.IngestReport;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.function.Predicate;

/**
 * Documents made findable, and a way to choose nodes of them for a question.
 *
 * <pre>{@code
 * index.ingest(reader, "docs");
 * Response response = index.queryEngine(QueryOptions.of(model)).query("When does the tide turn?");
 * }</pre>
 *
 * <p>Thread-safety: safe for concurrent use; questions see each document in its old or its new version.
 *
 * @implSpec An index owns nothing: store and models are closed by whoever made them. The contract test is {@code IndexContract}.
 */
public interface Index {

    /**
     * Reads a source and adds what it holds; a document with a known id replaces the earlier one.
     *
     * @throws dev.lectern.failure.LecternException the first failure; what was stored before stays
     */
    IngestReport ingest(Reader reader, String source);

    /**
     * Reads a source, adds what it holds, and removes the documents that it no longer holds.
     *
     * @param isOfSource tells whether a document of the index came from this source; those of others stay
     * @throws UnsupportedOperationException if the index cannot list its documents, as unless overridden
     * @throws dev.lectern.failure.LecternException the first failure; nothing is removed then
     */
    default IngestReport sync(Reader reader, String source, Predicate<StoredDocument> isOfSource) {
        throw new UnsupportedOperationException(
                "Could not sync " + source + ": " + getClass().getSimpleName() + " does not remove what vanished.");
    }

    /** Adds documents that are in memory; a document with a known id replaces the earlier one. */
    IngestReport ingest(List<Document> documents);

    /**
     * Removes a document with all its nodes.
     *
     * @return whether it was there
     */
    boolean delete(String documentId);

    /**
     * Returns a retriever over this index.
     *
     * @throws UnsupportedOperationException if the index cannot choose nodes in the mode of the options
     */
    Retriever retriever(RetrieverOptions options);

    /** Returns a retriever with {@link RetrieverOptions#defaults()}. */
    default Retriever retriever() {
        return retriever(RetrieverOptions.defaults());
    }

    /** Returns a query engine over this index. */
    default QueryEngine queryEngine(QueryOptions options) {
        return RetrieverQueryEngine.create(
                retriever(options.retriever()), options.postprocessors(), options.synthesizer());
    }

    /** Returns a query engine that answers with a model in mode COMPACT. */
    default QueryEngine queryEngine(LanguageModel model) {
        return queryEngine(QueryOptions.of(model));
    }
}

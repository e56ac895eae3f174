package dev.lectern.index.vector;

import dev.lectern.document.Document;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Deletion;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the nodes closest to a question: by words and vectors together where the store can and nothing else is asked for, else by
 * vector or by words.
 *
 * <pre>{@code
 * Index index = VectorIndex.create(store, embeddingModel);
 * index.ingest(documents);
 * Response response = index.queryEngine(languageModel).query("When does the tide turn?");
 * }</pre>
 *
 * <p>Not for questions about everything at once, such as "what are these documents about": see the summary index.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made store and models closes them.
 */
public final class VectorIndex implements Index {

    private final Store store;
    private final @Nullable EmbeddingModel embeddingModel;
    private final IngestPipeline pipeline;

    private VectorIndex(Store store, @Nullable EmbeddingModel embeddingModel, IngestPipeline pipeline) {
        this.store = store;
        this.embeddingModel = embeddingModel;
        this.pipeline = pipeline;
    }

    /** Makes an index that splits by sentences, in sizes that suit the model. */
    public static VectorIndex create(Store store, EmbeddingModel embeddingModel) {
        SentenceSplitter splitter = SentenceSplitter.forModel(embeddingModel);
        return create(
                store,
                embeddingModel,
                IngestPipeline.builder(store, splitter, embeddingModel).build());
    }

    /**
     * Makes an index with a pipeline of your own.
     *
     * @param pipeline fills the same store by the same model
     */
    public static VectorIndex create(Store store, EmbeddingModel embeddingModel, IngestPipeline pipeline) {
        return new VectorIndex(
                Objects.requireNonNull(store, "store"),
                Objects.requireNonNull(embeddingModel, "embeddingModel"),
                Objects.requireNonNull(pipeline, "pipeline"));
    }

    /** Makes an index over a store that embeds by itself. */
    public static VectorIndex create(Store store) {
        return new VectorIndex(store, null, IngestPipeline.builder(store).build());
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

    @Override
    public Retriever retriever(RetrieverOptions options) {
        return StoreRetriever.create(store, embeddingModel, options);
    }
}

package dev.lectern.ingest;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.Reader;
import dev.lectern.split.Splitter;
import dev.lectern.store.Capability;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents, splits them into nodes, embeds those and stores them: the ingest half of the route.
 *
 * <pre>{@code
 * IngestPipeline pipeline = IngestPipeline.builder(store, splitter, embeddingModel).build();
 * IngestReport report = pipeline.run(reader, "docs");
 * }</pre>
 *
 * <p>Reading and splitting, embedding, and storing overlap: one thread reads and splits, several embed, one stores. What is under way
 * is bounded by {@value IngestRun#MAX_NODES_UNDER_WAY} nodes or one document, so memory does not grow with the corpus, and a slow stage
 * holds the reader back.
 *
 * <p>A document whose content, splitter and model are those of the stored version costs one look-up. Any other is embedded whole before
 * it takes the place of the stored version, so a failing model or a crash leaves that version as it was, and a rerun goes on from there.
 *
 * <p>Thread-safety: safe for concurrent use as far as the store is. Whoever made store, splitter and model closes them; when a run
 * returns or throws, its threads have ended and nothing of it uses them any more.
 */
public final class IngestPipeline {

    private final Store store;
    private final @Nullable Splitter splitter;
    private final @Nullable EmbeddingModel embeddingModel;
    private final IngestOptions options;

    private IngestPipeline(Builder builder) {
        this.store = builder.store;
        this.splitter = builder.splitter;
        this.embeddingModel = builder.embeddingModel;
        this.options = new IngestOptions(builder.failurePolicy, builder.parallelism, builder.listener);
    }

    /** Starts a pipeline for a store that takes embedded nodes. */
    public static Builder builder(Store store, Splitter splitter, EmbeddingModel embeddingModel) {
        if (store.capabilities().contains(Capability.OWN_EMBEDDING)) {
            throw new IllegalArgumentException(
                    "store must take embedded nodes, got: one that embeds by itself; use IngestPipeline.builder(store)");
        }
        Objects.requireNonNull(splitter, "splitter");
        store.bindModel(Objects.requireNonNull(embeddingModel, "embeddingModel"));
        return new Builder(store, splitter, embeddingModel);
    }

    /** Starts a pipeline for a store that embeds by itself; documents go over whole. */
    public static Builder builder(Store store) {
        if (!store.capabilities().contains(Capability.OWN_EMBEDDING)) {
            throw new IllegalArgumentException("store must embed by itself, got: one that has " + store.capabilities()
                    + "; give a splitter and an embedding model");
        }
        return new Builder(store, null, null);
    }

    /**
     * Reads a source and stores what it holds.
     *
     * @param source what the reader understands: a path, a URL, a query
     * @return what was done; under {@link FailurePolicy#COLLECT} with each failure
     * @throws dev.lectern.reader.ReadException if the source as a whole cannot be read
     * @throws dev.lectern.failure.LecternException under {@link FailurePolicy#FAIL_FAST}, the first failure; what was stored stays
     * @throws IngestException if the thread is interrupted
     */
    public IngestReport run(Reader reader, String source) {
        return run(reader, source, Removal.none());
    }

    /**
     * Reads a source, stores what it holds, and removes the stored documents that it no longer holds.
     *
     * <p>Removed is only after the source was read to its end, and not when an item could not be read, since that item may be one of
     * them; an item that is known to be gone does not hinder it. What a rule left out unread stays. Memory grows with the number of documents by their ids.
     *
     * @param isOfSource tells whether a stored document came from the source that is read; those of others stay
     * @throws UnsupportedOperationException if the store cannot list what it holds
     * @see #run(Reader, String)
     */
    public IngestReport sync(Reader reader, String source, Predicate<StoredDocument> isOfSource) {
        if (!store.capabilities().contains(Capability.LISTING)) {
            throw new UnsupportedOperationException("Could not sync " + source + ": the store lacks "
                    + Capability.LISTING + "; it has " + store.capabilities());
        }
        return run(reader, source, Removal.of(isOfSource));
    }

    private IngestReport run(Reader reader, String source, Removal removal) {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(source, "source");
        try (IngestRun run = new IngestRun(source, options, this::embed, store, removal)) {
            reader.read(source, run.sink(document -> ingest(document, run))); // source -> documents
            return run.finish();
        }
    }

    /** Leaves a document alone that is stored in this version; else splits it, and has its nodes embedded and stored. */
    private void ingest(Document document, IngestRun run) {
        String version = version(document);
        String stored = store.versions(List.of(document.id())).get(document.id());
        if (version.equals(stored)) {
            run.unchanged(document);
        } else if (splitter == null) {
            run.submit(DocumentNodes.whole(document), stored);
        } else {
            List<Node> nodes = splitter.split(document); // document -> nodes
            run.submit(document, fingerprint(), nodes, stored); // nodes -> embeddings -> store, on other threads
        }
    }

    /** Makes the vectors of some nodes; the last step before the store. */
    private List<Embedding> embed(List<Node> nodes) {
        EmbeddingModel model = Objects.requireNonNull(embeddingModel, "embeddingModel");
        return model.embedDocuments(
                nodes.stream().map(node -> EmbeddedText.of(node, model)).toList()); // nodes -> embeddings
    }

    /** Stores documents that are in memory already. */
    public IngestReport run(List<Document> documents) {
        List<Document> copy = List.copyOf(documents);
        return run((source, sink) -> copy.forEach(sink::document), copy.size() + " documents");
    }

    /** Names what decides the version under which a document is stored: its content, and how it is split and embedded. */
    private String version(Document document) {
        return splitter == null
                ? DocumentNodes.whole(document).version()
                : DocumentNodes.versionOf(document, fingerprint());
    }

    private String fingerprint() {
        return EmbeddedText.fingerprint(
                Objects.requireNonNull(splitter, "splitter"), Objects.requireNonNull(embeddingModel, "embeddingModel"));
    }

    /** Collects the options of a pipeline; one thread at a time. */
    public static final class Builder {

        private final Store store;
        private final @Nullable Splitter splitter;
        private final @Nullable EmbeddingModel embeddingModel;
        private FailurePolicy failurePolicy = FailurePolicy.FAIL_FAST;
        private int parallelism = Runtime.getRuntime().availableProcessors();
        private IngestListener listener = IngestListener.NONE;

        private Builder(Store store, @Nullable Splitter splitter, @Nullable EmbeddingModel embeddingModel) {
            this.store = store;
            this.splitter = splitter;
            this.embeddingModel = embeddingModel;
        }

        /** Sets what happens when a document fails; {@link FailurePolicy#FAIL_FAST} unless set. */
        public Builder failurePolicy(FailurePolicy changed) {
            this.failurePolicy = Objects.requireNonNull(changed, "failurePolicy");
            return this;
        }

        /**
         * Sets how many threads embed, 1 or more; the number of processors unless set, since a model that runs here keeps one busy
         * per call. Results do not depend on it.
         */
        public Builder parallelism(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("parallelism must be 1 or more threads, got: " + changed);
            }
            this.parallelism = changed;
            return this;
        }

        /** Sets who watches; nobody unless set. */
        public Builder listener(IngestListener changed) {
            this.listener = Objects.requireNonNull(changed, "listener");
            return this;
        }

        /** Returns the pipeline. */
        public IngestPipeline build() {
            return new IngestPipeline(this);
        }
    }
}

package dev.lectern.store.lucene;

import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import dev.lectern.store.UpsertReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Keeps nodes in one directory on disk and finds them by vector, by words, or by both: the store for one machine.
 *
 * <pre>{@code
 * try (LuceneStore store = LuceneStore.open(Path.of("index"))) {
 *     store.upsert(List.of(readyDocument));
 *     List<ScoredNode> best = store.search(StoreQuery.hybrid("When does the tide turn?", embedding, 5));
 * }
 * }</pre>
 *
 * <p>By vector, scores are cosines, computed from the stored floats. Up to {@value #DEFAULT_EXACT_UP_TO} nodes that come into question
 * all are compared; among more the nearest are found through a graph, which may miss some. By words, scores are BM25 over
 * text, title and heading, with the endings of the language that the document names or that its words suggest. Filters are applied
 * before the best are chosen.
 *
 * <p>Unless told otherwise, each batch is on disk when {@link #upsert} returns, so many small batches are slow, and one writer's
 * documents survive the end of its process at any moment. A document is replaced as a whole or not at all. One process writes to a
 * directory at a time; others may read it meanwhile, see {@link #openReadOnly}.
 *
 * <p>Not for several machines, nor for directories on network file systems, whose locks cannot be relied upon.
 *
 * <p>Thread-safety: safe for concurrent use; changes run one after the other, searches beside them.
 */
public final class LuceneStore implements Store {

    /** Up to how many nodes all vectors are compared unless set: 5,000 of 384 floats take about a millisecond, as the graph does under a filter. */
    static final int DEFAULT_EXACT_UP_TO = 5_000;

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.VECTOR_SEARCH,
            Capability.KEYWORD_SEARCH,
            Capability.HYBRID_SEARCH,
            Capability.FILTER,
            Capability.LISTING,
            Capability.PERSISTENT);

    private final StoreDirectory directory;
    private final LiveIndex index;
    private final int exactUpTo;
    private final Candidates candidates;

    private LuceneStore(StoreDirectory directory, LiveIndex index, Builder builder) {
        this.directory = directory;
        this.index = index;
        this.exactUpTo = builder.exactUpTo;
        this.candidates =
                new Candidates(builder.candidates, directory.manifest().vectors());
    }

    /**
     * Opens the store in a directory; makes it if there is none.
     *
     * @throws dev.lectern.store.StoreException if the directory holds something else, is damaged, cannot be written, or another process
     *     writes to it (message names that)
     */
    public static LuceneStore open(Path directory) {
        return builder(directory).open();
    }

    /**
     * Opens the store in a directory for searches only; it sees what another process commits within a second.
     *
     * @throws dev.lectern.store.StoreException if there is no store, or it is damaged
     */
    public static LuceneStore openReadOnly(Path directory) {
        return builder(directory).openReadOnly();
    }

    /** Starts a store with options. */
    public static Builder builder(Path directory) {
        return new Builder(directory);
    }

    /**
     * Reads all of a store and says what is broken; nobody may write to it meanwhile.
     *
     * @throws dev.lectern.store.StoreException if there is no store, or another process writes to it
     */
    public static VerifyReport verify(Path directory) {
        Objects.requireNonNull(directory, "directory");
        return Worker.once(() -> Verification.of(directory));
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void bindModel(EmbeddingModel model) {
        Manifest.Model wanted = Manifest.Model.of(model);
        if (index.isReadOnly()) {
            boolean empty = index.read("look for nodes", searcher -> !Contents.hasNodes(searcher));
            directory.bind(wanted, true, empty);
            return;
        }
        index.change("bind embedding model " + wanted.name() + " to " + directory, (writer, before) -> {
            directory.bind(wanted, false, isEmpty(writer, before));
            return wanted;
        });
    }

    /**
     * Tells whether there is no node, so that vectors of another model may come. What emptied the store is made safe first: the manifest
     * must not speak of the new model while a crash could bring back the nodes of the old.
     */
    private static boolean isEmpty(IndexWriter writer, IndexSearcher before) throws IOException {
        if (Contents.hasNodes(before)) {
            return false;
        }
        writer.commit();
        return true;
    }

    @Override
    public UpsertReport upsert(List<DocumentNodes> batch) {
        Map<String, DocumentNodes> latest = new LinkedHashMap<>();
        for (DocumentNodes ready : List.copyOf(batch)) {
            requireEmbedded(ready);
            latest.put(ready.document().id(), ready);
        }
        List<DocumentBlock> blocks =
                latest.values().stream().map(DocumentBlock::of).toList();
        String work = "store " + latest.size() + " documents in " + directory;
        return index.change(new PendingChange<>(work, Set.copyOf(latest.keySet()), (writer, before) -> {
            directory.expect(latest.values(), isEmpty(writer, before));
            int replaced = 0;
            for (DocumentBlock block : blocks) {
                replaced += Contents.hasDocument(before, block.id()) ? 1 : 0;
                writer.updateDocuments(Fields.id(block.id()), block);
            }
            long nodes = latest.values().stream()
                    .mapToLong(ready -> ready.nodes().size())
                    .sum();
            return new UpsertReport(latest.size() - replaced, replaced, nodes);
        }));
    }

    private void requireEmbedded(DocumentNodes ready) {
        if (ready.isWhole()) {
            throw new UnsupportedOperationException(
                    "Could not store document " + ready.document().id()
                            + ": LuceneStore lacks OWN_EMBEDDING, and the document comes whole. Split and embed it first.");
        }
    }

    @Override
    public List<ScoredNode> search(StoreQuery query) {
        query.requireEvidence();
        return index.read("search " + directory, searcher -> {
            Embedding embedding = query.embedding();
            if (embedding != null
                    && embedding.dimensions() != directory.manifest().dimensions()
                    && Contents.hasNodes(searcher)) {
                directory.requireDimensions(embedding);
            }
            return new NodeSearch(
                            searcher, exactUpTo, nodes -> candidates.of(query.topK(), nodes), candidates.vectors())
                    .run(query);
        });
    }

    @Override
    public long delete(Deletion what) {
        Objects.requireNonNull(what, "what");
        Set<String> documents = what instanceof Deletion.Documents byId ? Set.copyOf(byId.documentIds()) : null;
        return index.change(new PendingChange<>("delete from " + directory, documents, (writer, before) -> {
            if (what instanceof Deletion.Everything) {
                writer.deleteAll();
                return Contents.documentCount(before);
            }
            Set<BytesRef> ids = what instanceof Deletion.Documents byId
                    ? Contents.existing(before, byId.documentIds())
                    : Contents.documentsWith(before, ((Deletion.Matching) what).filter());
            writer.deleteDocuments(ids.stream().map(Fields::id).toArray(Term[]::new));
            return (long) ids.size();
        }));
    }

    @Override
    public Map<String, String> versions(Collection<String> documentIds) {
        List<String> ids = List.copyOf(documentIds);
        return index.read("look up documents of " + directory, searcher -> {
            Map<String, String> versions = new HashMap<>();
            for (String id : ids) {
                StoredDocument document = Contents.document(searcher, id);
                if (document != null) {
                    versions.put(id, document.version());
                }
            }
            return Map.copyOf(versions);
        });
    }

    @Override
    public List<StoredDocument> documents(@Nullable String after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, got: " + limit);
        }
        return index.read("list documents of " + directory, searcher -> Contents.documents(searcher, after, limit));
    }

    @Override
    public List<Node> nodes(String documentId) {
        Objects.requireNonNull(documentId, "documentId");
        return index.read("read document " + documentId, searcher -> Contents.nodes(searcher, documentId));
    }

    @Override
    public long documentCount() {
        return index.read("count documents", Contents::documentCount);
    }

    @Override
    public long nodeCount() {
        return index.read("count nodes", Contents::nodeCount);
    }

    /** Makes all changes safe now, whatever the commit policy. */
    public void commit() {
        index.commit();
    }

    /**
     * Rewrites the index as one segment, without what was replaced or deleted. Takes as long as building the graph of all vectors
     * on all cores; searches go on meanwhile, changes wait. Needs as much free space as the store takes.
     */
    public void compact() {
        index.compact();
    }

    /** Returns what the store holds, and how. */
    public StoreStatus status() {
        return index.read(
                "read " + directory,
                searcher -> directory.status(
                        Contents.documentCount(searcher),
                        Contents.nodeCount(searcher),
                        searcher.getIndexReader().leaves().size(),
                        searcher.getIndexReader().numDeletedDocs()));
    }

    @Override
    public void close() {
        index.close();
    }

    /** Returns the name and the directory, for people. */
    @Override
    public String toString() {
        return "LuceneStore[" + directory + "]";
    }

    /** Collects options; one thread at a time. */
    public static final class Builder {

        private final Path path;
        private @Nullable VectorEncoding vectors;
        private CommitPolicy commitPolicy = CommitPolicy.everyBatch();
        private int exactUpTo = DEFAULT_EXACT_UP_TO;
        private int candidates;

        private Builder(Path path) {
            this.path = Objects.requireNonNull(path, "directory");
        }

        /** Sets how a new store keeps vectors, {@link VectorEncoding#FLOAT32} unless set; another than an old store has is refused. */
        public Builder vectors(VectorEncoding changed) {
            this.vectors = Objects.requireNonNull(changed, "vectors");
            return this;
        }

        /** Sets when changes are made safe; {@link CommitPolicy#everyBatch()} unless set. */
        public Builder commitPolicy(CommitPolicy changed) {
            this.commitPolicy = Objects.requireNonNull(changed, "commitPolicy");
            return this;
        }

        /** Sets up to how many nodes all vectors are compared, 0 or more; {@value #DEFAULT_EXACT_UP_TO} unless set. */
        public Builder exactUpTo(int changed) {
            if (changed < 0) {
                throw new IllegalArgumentException("exactUpTo must be 0 nodes or more, got: " + changed);
            }
            this.exactUpTo = changed;
            return this;
        }

        /**
         * Sets how many candidates the graph gives, 1 or more: more cost time and miss less; also known as {@code efSearch}. Unless set
         * three for each node that is wanted, at least 30, or ten and at least 100 for {@link VectorEncoding#INT8}; among more than
         * 100,000 nodes they grow with the number of nodes to the power of 0.8, to 190 among a million, where 1,000 find .99 of the
         * nearest.
         */
        public Builder candidates(int changed) {
            if (changed < 1) {
                throw new IllegalArgumentException("candidates must be 1 or more, got: " + changed);
            }
            this.candidates = changed;
            return this;
        }

        /** Opens the store for changes; see {@link LuceneStore#open}. */
        public LuceneStore open() {
            return Worker.once(() -> {
                StoreDirectory directory = StoreDirectory.openOrCreate(path, vectors);
                return new LuceneStore(directory, directory.openIndex(commitPolicy), this);
            });
        }

        /** Opens the store for searches; see {@link LuceneStore#openReadOnly}. */
        public LuceneStore openReadOnly() {
            return Worker.once(() -> {
                StoreDirectory directory = StoreDirectory.open(path);
                return new LuceneStore(directory, directory.openIndexReadOnly(), this);
            });
        }
    }
}

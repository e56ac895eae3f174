package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.FilterEvaluator;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.StoredDocument;
import dev.lectern.store.UpsertReport;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store on a server of the ChatGPT Retrieval Plugin API, which splits and embeds by itself.
 *
 * <pre>{@code
 * try (Store store = RetrievalPluginStore.create(client)) {
 *     IngestPipeline.builder(store).build().run(reader, "docs");
 * }
 * }</pre>
 *
 * <p>Whole documents go over; nothing is split or embedded here. The API says less than a store is asked, so:
 *
 * <ul>
 *   <li>{@link #versions} knows only what this object sent and the server acknowledged, at most the last 100 000 documents. A document
 *       that is not known is sent again, which is safe and costs the server its embedding. Where others write the same documents, make
 *       the store with {@code rememberVersions(false)}: then none is known, and each is always sent and counted as added.
 *   <li>{@link #delete} returns a lower bound: what this object sent, and what a query shows to be there.
 *   <li>It cannot list or count; that is an {@link UnsupportedOperationException}.
 *   <li>An upsert that fails may have cost the earlier version, as in the original; such documents are sent again by a rerun.
 *   <li>Sections and metadata beyond source, source_id, url, created_at and author stay behind; {@link #report()} counts them.
 *   <li>A node's span is no place in the document, which the API does not tell; spans of one search do not overlap.
 *   <li>Nodes come in the order of the server, which one or the other re-ranks after scoring.
 * </ul>
 *
 * <p>Filters: equality of document_id, source, source_id and author, created_at by gte and lte, joined by and. Any other is refused by
 * name. What a condition means is up to the server: see {@link PluginFilter}.
 *
 * <p>Thread-safety: safe for concurrent use until closed.
 */
public final class RetrievalPluginStore implements Store {

    private static final Logger log = LoggerFactory.getLogger(RetrievalPluginStore.class);

    private static final Set<Capability> CAPABILITIES =
            Set.copyOf(EnumSet.of(Capability.OWN_EMBEDDING, Capability.VECTOR_SEARCH, Capability.FILTER));

    /** How many documents one look asks after; each is a question that the server embeds. */
    private static final int LOOKS_PER_REQUEST = 50;

    /** How many texts are looked at to count the documents that match a filter. */
    private static final int TEXTS_PER_LOOK = 100;

    private final RetrievalPluginClient client;
    private final PluginScores scores;
    private final SentVersions sent;
    private final RunningReport report = new RunningReport();
    private volatile boolean closed;

    private RetrievalPluginStore(RetrievalPluginClient client, PluginScores scores, boolean rememberVersions) {
        this.client = Objects.requireNonNull(client, "client");
        this.scores = Objects.requireNonNull(scores, "scores");
        this.sent = new SentVersions(rememberVersions);
    }

    /** Makes a store that takes scores for similarities and remembers what it sent. */
    public static RetrievalPluginStore create(RetrievalPluginClient client) {
        return create(client, PluginScores.SIMILARITY, true);
    }

    /**
     * Makes a store.
     *
     * @param scores what the scores of the server mean
     * @param rememberVersions whether a document that this object sent is taken for unchanged there until it sends it otherwise; false
     *     where others write the same documents
     */
    public static RetrievalPluginStore create(
            RetrievalPluginClient client, PluginScores scores, boolean rememberVersions) {
        return new RetrievalPluginStore(client, scores, rememberVersions);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    /**
     * Sends documents whole.
     *
     * @return documents known to this object as replaced, any other as added; no nodes, since the server does not tell
     * @throws IllegalArgumentException if a document comes with nodes, whose vectors would be thrown away
     * @throws RetrievalPluginException if the server does not do it; an earlier version may be gone
     */
    @Override
    public UpsertReport upsert(List<DocumentNodes> batch) {
        requireOpen();
        Map<String, DocumentNodes> distinct = new LinkedHashMap<>();
        for (DocumentNodes each : batch) {
            requireWhole(each);
            distinct.put(each.document().id(), each);
        }
        if (distinct.isEmpty()) {
            return new UpsertReport(0, 0, 0);
        }
        List<Document> documents =
                distinct.values().stream().map(DocumentNodes::document).toList();
        Set<String> known = sent.begin(distinct.keySet());
        try {
            report.add(client.upsert(documents).report());
        } catch (RuntimeException e) {
            sent.end(distinct.keySet());
            throw e;
        }
        sent.acknowledge(List.copyOf(distinct.values()));
        return new UpsertReport(documents.size() - known.size(), known.size(), 0);
    }

    private static void requireWhole(DocumentNodes each) {
        if (!each.isWhole()) {
            throw new IllegalArgumentException("documents must come whole, since the server embeds by itself, got: "
                    + each.nodes().size() + " nodes of document "
                    + each.document().id()
                    + "; use DocumentNodes.whole or IngestPipeline.builder(store)");
        }
    }

    /**
     * Asks the server.
     *
     * @throws IllegalArgumentException if there is a vector and no text
     * @throws UnsupportedOperationException if the mode is not VECTOR, or the API cannot say the filter; message names the part
     * @throws RetrievalPluginException if the server does not answer
     */
    @Override
    public List<ScoredNode> search(StoreQuery query) {
        requireOpen();
        if (query.mode() != SearchMode.VECTOR) {
            throw new UnsupportedOperationException("Could not search in mode " + query.mode() + ": the store has "
                    + CAPABILITIES + ". Search in mode VECTOR.");
        }
        String text = query.text();
        if (text == null) {
            throw new IllegalArgumentException(
                    "text must be given, since the server embeds by itself, got: a vector only");
        }
        Filter filter = query.filter();
        PluginFilter translated = filter == null ? PluginFilter.none() : FilterTranslator.translate(filter);
        List<ScoredNode> found = FoundNodes.of(
                client.query(new PluginQuery(text, query.topK(), translated)).chunks(), scores);
        // Servers that pass over top_k are not unheard of.
        return found.size() > query.topK() ? found.subList(0, query.topK()) : found;
    }

    /**
     * Deletes documents, with a look before it for those that this object did not send.
     *
     * @return how many documents were there as far as can be seen: a lower bound
     * @throws UnsupportedOperationException if the API cannot say the filter; nothing is deleted then
     * @throws RetrievalPluginException if the server does not do it
     */
    @Override
    public long delete(Deletion what) {
        requireOpen();
        if (what instanceof Deletion.Documents documents) {
            return deleteDocuments(documents.documentIds());
        } else if (what instanceof Deletion.Matching matching) {
            PluginFilter filter = FilterTranslator.translate(matching.filter());
            if (filter.isEmpty()) {
                throw new IllegalArgumentException(
                        "filter must have a condition, got: none; use Deletion.everything() to delete all");
            }
            long seen = countMatching(matching.filter(), filter);
            deleteUnseen(() -> client.delete(filter));
            return seen;
        }
        return deleteUnseen(client::deleteAll);
    }

    /** Forgets all documents, before and after: one that was sent meanwhile may have come first. Returns how many were known. */
    private int deleteUnseen(Runnable deletion) {
        int known = sent.forgetAll();
        try {
            deletion.run();
        } finally {
            sent.forgetAll();
        }
        return known;
    }

    private long deleteDocuments(Set<String> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        Set<String> known = sent.begin(ids);
        try {
            long seen =
                    countThere(ids.stream().filter(id -> !known.contains(id)).toList());
            client.deleteDocuments(ids);
            return known.size() + seen;
        } finally {
            sent.end(ids);
        }
    }

    private long countThere(List<String> ids) {
        long there = 0;
        for (int from = 0; from < ids.size(); from += LOOKS_PER_REQUEST) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + LOOKS_PER_REQUEST));
            List<PluginResult> results = look(some.stream()
                    .filter(id -> !id.isBlank())
                    .map(id -> new PluginQuery(id, 1, PluginFilter.none().withDocumentId(id)))
                    .toList());
            there += results.stream()
                    .filter(result -> result.chunks().stream()
                            .anyMatch(chunk -> FoundNodes.documentId(chunk).equals(result.query())))
                    .count();
        }
        return there;
    }

    private long countMatching(Filter filter, PluginFilter translated) {
        List<PluginQuery> one = List.of(new PluginQuery("document", TEXTS_PER_LOOK, translated));
        return look(one).stream()
                .flatMap(result -> FoundNodes.of(result.chunks(), scores).stream())
                .map(ScoredNode::node)
                .filter(node -> FilterEvaluator.matches(filter, node))
                .map(Node::documentId)
                .collect(Collectors.toSet())
                .size();
    }

    /** Looks what is there. A look that fails shows nothing, since a token may be good for deleting and not for asking. */
    private List<PluginResult> look(List<PluginQuery> queries) {
        try {
            return client.query(queries);
        } catch (RetrievalPluginException e) {
            if (e.fault() == RetrievalPluginException.Fault.INTERRUPTED) {
                throw e;
            }
            log.debug("what is deleted cannot be counted: {}", e.getMessage());
            return List.of();
        }
    }

    /** Returns the versions that this object sent and the server acknowledged; of any other document none is known. */
    @Override
    public Map<String, String> versions(Collection<String> documentIds) {
        requireOpen();
        return sent.of(documentIds);
    }

    /** Returns what all upserts until now sent, and what the API could not carry of it. */
    public ExportReport report() {
        return report.soFar();
    }

    /** Cannot be done by the API. */
    @Override
    public List<StoredDocument> documents(@Nullable String after, int limit) {
        throw lacking("list documents");
    }

    /** Cannot be done by the API. */
    @Override
    public List<Node> nodes(String documentId) {
        throw lacking("list nodes");
    }

    /** Cannot be done by the API. */
    @Override
    public long documentCount() {
        throw lacking("count documents");
    }

    /** Cannot be done by the API. */
    @Override
    public long nodeCount() {
        throw lacking("count nodes");
    }

    private UnsupportedOperationException lacking(String what) {
        requireOpen();
        return new UnsupportedOperationException("Could not " + what + ": the store lacks " + Capability.LISTING
                + "; the retrieval-plugin store has " + CAPABILITIES + ". Ask the database behind the server.");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("store must be open, got: closed (" + client.endpoint() + ")");
        }
    }

    /** Forbids further use; the server keeps what it has. */
    @Override
    public void close() {
        closed = true;
    }
}

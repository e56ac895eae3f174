package dev.lectern.server.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.server.wire.Fault;
import dev.lectern.server.wire.Faults;
import dev.lectern.server.wire.HeaderText;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Limits;
import dev.lectern.server.wire.Reply;
import dev.lectern.server.wire.WireFilter;
import dev.lectern.server.wire.WireMetadata;
import dev.lectern.server.wire.WireQuery;
import dev.lectern.store.Capability;
import dev.lectern.store.Filter;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.StoreQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the chunks closest to each question, best first, with the cosine as score: -1 to 1, higher is closer, whatever the store.
 * Thread-safe.
 */
public final class QueryOperation implements Operation {

    /** Names members of a request that had no effect. */
    static final String IGNORED_MEMBERS = "Lectern-Ignored-Members";

    private final Backend backend;
    private final Limits limits;
    private final ChunkText chunkText;
    private final boolean strict;

    /**
     * Makes the operation.
     *
     * @param strict whether an unknown member of a filter is refused instead of ignored
     */
    public QueryOperation(Backend backend, Limits limits, ChunkText chunkText, boolean strict) {
        this.backend = backend;
        this.limits = limits;
        this.chunkText = chunkText;
        this.strict = strict;
    }

    @Override
    public Reply answer(Call call) {
        List<WireQuery> queries = WireQuery.readAll(call.json(), limits);
        Set<String> ignored = ignored(queries);
        ObjectNode body = Json.object();
        ArrayNode results = body.putArray("results");
        for (int i = 0; i < queries.size(); i++) {
            WireQuery query = queries.get(i);
            ObjectNode result = results.addObject().put("query", query.query());
            ArrayNode chunks = result.putArray("results");
            search(query, i).forEach(found -> chunks.add(json(found)));
        }
        Reply reply = Reply.json(200, body);
        return ignored.isEmpty() ? reply : reply.with(IGNORED_MEMBERS, HeaderText.list(ignored));
    }

    private Set<String> ignored(List<WireQuery> queries) {
        Set<String> ignored = new LinkedHashSet<>();
        Faults faults = new Faults();
        for (int i = 0; i < queries.size(); i++) {
            WireFilter filter = queries.get(i).filter();
            for (String name : filter == null ? List.<String>of() : filter.unknown()) {
                ignored.add(name);
                faults.add(Fault.of(
                        List.of("body", "queries", i, "filter", name),
                        "extra fields not permitted",
                        "value_error.extra"));
            }
        }
        if (strict) {
            faults.refuseIfAny();
        }
        return ignored;
    }

    private List<ScoredNode> search(WireQuery query, int index) {
        WireFilter wire = query.filter();
        Filter filter = wire == null ? null : StoredMetadata.filter(wire).orElse(null);
        if (filter != null) {
            backend.require(Capability.FILTER);
        }
        StoreQuery asked = backend.embedsByItself()
                ? new StoreQuery(SearchMode.VECTOR, query.query(), null, query.topK(), filter, Fusion.reciprocalRank())
                : StoreQuery.vector(embed(query.query(), index), query.topK()).filteredBy(filter);
        return backend.store().search(asked);
    }

    private Embedding embed(String text, int index) {
        EmbeddingModel model = backend.requireModel();
        try {
            return model.embedQuery(text);
        } catch (EmbedException e) {
            int tokens = e.isRetryable() ? 0 : model.tokenizer().count(text);
            if (tokens <= model.maxTokens()) {
                throw e;
            }
            throw new Faults()
                    .add(Fault.of(
                            List.of("body", "queries", index, "query"),
                            "ensure this value has at most " + model.maxTokens()
                                    + " tokens of the embedding model, got: " + tokens,
                            "value_error.tokens"))
                    .refusal();
        }
    }

    private ObjectNode json(ScoredNode found) {
        Node node = found.node();
        WireMetadata metadata = StoredMetadata.read(node.metadata());
        ObjectNode json = Json.object().put("id", ChunkText.id(node)).put("text", chunkText.of(node));
        json.set("metadata", StoredMetadata.json(metadata, node.documentId()));
        json.putNull("embedding").put("score", found.score());
        return json.put("source_id", sourceId(metadata, node.documentId()));
    }

    /** LlamaIndex reads this at the top of a result, and fails where it is missing or null. */
    private static String sourceId(WireMetadata metadata, String documentId) {
        @Nullable String sourceId = metadata.sourceId();
        return sourceId == null ? documentId : sourceId;
    }
}

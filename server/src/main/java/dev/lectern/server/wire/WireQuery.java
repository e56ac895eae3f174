package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question. Immutable.
 *
 * @param query the text, may be empty
 * @param filter what chunks must match; null for all
 * @param topK how many chunks at most
 */
public record WireQuery(String query, @Nullable WireFilter filter, int topK) {

    /** The original's default. */
    public static final int DEFAULT_TOP_K = 3;

    /**
     * Reads the body of a query.
     *
     * @throws Refusal 422 with all that is wrong
     */
    public static List<WireQuery> readAll(JsonNode body, Limits limits) {
        Faults faults = new Faults();
        List<WireQuery> queries =
                Fields.ofBody(body, faults).requiredObjects("queries", limits.queries(), query -> read(query, limits));
        faults.refuseIfAny();
        return queries;
    }

    private static WireQuery read(Fields fields, Limits limits) {
        String query = fields.requiredText("query", limits.textChars());
        Fields filter = fields.object("filter");
        return new WireQuery(
                query,
                filter == null ? null : WireFilter.read(filter),
                fields.whole("top_k", DEFAULT_TOP_K, 1, limits.topK()));
    }
}

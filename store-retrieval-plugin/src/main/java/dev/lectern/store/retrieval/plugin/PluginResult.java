package dev.lectern.store.retrieval.plugin;

import java.util.List;
import java.util.Objects;

/**
 * What a server found for one query. Immutable.
 *
 * @param query the text of the query, as it was asked
 * @param chunks the texts in the order of the server, best first
 */
public record PluginResult(String query, List<PluginChunk> chunks) {

    /** Makes a result; the list is copied. */
    public PluginResult {
        Objects.requireNonNull(query, "query");
        chunks = List.copyOf(chunks);
    }
}

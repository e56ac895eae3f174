package dev.lectern.store.retrieval.plugin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One question to a plugin server. Immutable.
 *
 * @param text the question; the server embeds it
 * @param topK how many texts at most, 1 or more; null for the server's own default, which is 3 in the original
 * @param filter what the texts must match; {@link PluginFilter#none()} for all
 */
public record PluginQuery(String text, @Nullable Integer topK, PluginFilter filter) {

    /**
     * Makes a query.
     *
     * @throws IllegalArgumentException if the text is blank or {@code topK} is below 1
     */
    public PluginQuery {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(filter, "filter");
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank, got: \"" + text + "\"");
        }
        if (topK != null && topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
    }

    /** Makes a query without a filter and with the server's own number of texts. */
    public static PluginQuery of(String text) {
        return new PluginQuery(text, null, PluginFilter.none());
    }

    /** Returns this query with a number of texts, 1 or more. */
    public PluginQuery withTopK(int changed) {
        return new PluginQuery(text, changed, filter);
    }

    /** Returns this query with a filter. */
    public PluginQuery filteredBy(PluginFilter changed) {
        return new PluginQuery(text, topK, changed);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("query", text);
        if (!filter.isEmpty()) {
            map.put("filter", filter.toMap());
        }
        if (topK != null) {
            map.put("top_k", topK);
        }
        return map;
    }
}

package dev.lectern.retrieve;

import dev.lectern.store.Filter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question, with what narrows the search for its answer. Immutable.
 *
 * @param text the question, not blank
 * @param topK how many nodes to retrieve at most, 1 or more; null for the retriever's own default
 * @param filter what the nodes must match; null for all
 */
public record Query(
        String text, @Nullable Integer topK, @Nullable Filter filter) {

    /**
     * Makes a query.
     *
     * @throws IllegalArgumentException if the text is blank or {@code topK} is below 1
     */
    public Query {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank, got: \"" + text + "\"");
        }
        if (topK != null && topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
    }

    /** Makes a query with the retriever's own defaults. */
    public static Query of(String text) {
        return new Query(text, null, null);
    }

    /** Returns this query with a number of nodes. */
    public Query withTopK(int changed) {
        return new Query(text, changed, filter);
    }

    /** Returns this query with a filter; null for none. */
    public Query filteredBy(@Nullable Filter changed) {
        return new Query(text, topK, changed);
    }
}

package dev.lectern.store;

import dev.lectern.embed.Embedding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a store is asked to find. Immutable.
 *
 * @param mode by what evidence
 * @param text the question; null only where the mode needs none
 * @param embedding the question's vector; null only where the mode or the store needs none
 * @param topK how many nodes at most, 1 or more
 * @param filter what the nodes must match, applied before the best are chosen; null for all
 */
public record StoreQuery(
        SearchMode mode,
        @Nullable String text,
        @Nullable Embedding embedding,
        int topK,
        @Nullable Filter filter) {

    /**
     * Makes a query.
     *
     * @throws IllegalArgumentException if {@code topK} is below 1 or neither text nor embedding is given
     */
    public StoreQuery {
        Objects.requireNonNull(mode, "mode");
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
        if (text == null && embedding == null) {
            throw new IllegalArgumentException("text and embedding must not both be missing, got: neither");
        }
    }

    /** Asks for the nodes closest to a vector. */
    public static StoreQuery vector(Embedding embedding, int topK) {
        return new StoreQuery(SearchMode.VECTOR, null, Objects.requireNonNull(embedding, "embedding"), topK, null);
    }

    /** Asks for the nodes that share the most telling words with a question. */
    public static StoreQuery keyword(String text, int topK) {
        return new StoreQuery(SearchMode.KEYWORD, Objects.requireNonNull(text, "text"), null, topK, null);
    }

    /** Asks by words and vector together. */
    public static StoreQuery hybrid(String text, Embedding embedding, int topK) {
        return new StoreQuery(
                SearchMode.HYBRID,
                Objects.requireNonNull(text, "text"),
                Objects.requireNonNull(embedding, "embedding"),
                topK,
                null);
    }

    /** Returns this query with a filter; null for none. */
    public StoreQuery filteredBy(@Nullable Filter changed) {
        return new StoreQuery(mode, text, embedding, topK, changed);
    }
}

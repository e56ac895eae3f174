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
 * @param fusion how two rankings are joined in {@link SearchMode#HYBRID}; without effect in other modes
 */
public record StoreQuery(
        SearchMode mode,
        @Nullable String text,
        @Nullable Embedding embedding,
        int topK,
        @Nullable Filter filter,
        Fusion fusion) {

    /**
     * Makes a query.
     *
     * @throws IllegalArgumentException if {@code topK} is below 1 or neither text nor embedding is given
     */
    public StoreQuery {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(fusion, "fusion");
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
        if (text == null && embedding == null) {
            throw new IllegalArgumentException("text and embedding must not both be missing, got: neither");
        }
    }

    /** Asks for the nodes closest to a vector. */
    public static StoreQuery vector(Embedding embedding, int topK) {
        Objects.requireNonNull(embedding, "embedding");
        return new StoreQuery(SearchMode.VECTOR, null, embedding, topK, null, Fusion.reciprocalRank());
    }

    /** Asks for the nodes that share the most telling words with a question. */
    public static StoreQuery keyword(String text, int topK) {
        Objects.requireNonNull(text, "text");
        return new StoreQuery(SearchMode.KEYWORD, text, null, topK, null, Fusion.reciprocalRank());
    }

    /** Asks by words and vector together, joined by reciprocal rank. */
    public static StoreQuery hybrid(String text, Embedding embedding, int topK) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(embedding, "embedding");
        return new StoreQuery(SearchMode.HYBRID, text, embedding, topK, null, Fusion.reciprocalRank());
    }

    /** Returns this query with a filter; null for none. */
    public StoreQuery filteredBy(@Nullable Filter changed) {
        return new StoreQuery(mode, text, embedding, topK, changed, fusion);
    }

    /** Returns this query with another way to join two rankings. */
    public StoreQuery fusedBy(Fusion changed) {
        return new StoreQuery(mode, text, embedding, topK, filter, changed);
    }

    /**
     * Checks that the query brings what its mode needs, for stores that do not embed by themselves.
     *
     * @throws IllegalArgumentException if text or embedding is missing
     */
    public void requireEvidence() {
        if (mode != SearchMode.KEYWORD && embedding == null) {
            throw missing("embedding");
        }
        if (mode != SearchMode.VECTOR && text == null) {
            throw missing("text");
        }
    }

    private IllegalArgumentException missing(String what) {
        return new IllegalArgumentException(what + " must be given for search mode " + mode + ", got: none");
    }
}

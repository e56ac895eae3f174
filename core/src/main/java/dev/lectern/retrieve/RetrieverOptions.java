package dev.lectern.retrieve;

import dev.lectern.store.SearchMode;
import java.util.Objects;

/**
 * How nodes are chosen. Immutable.
 *
 * @param topK how many nodes at most where the query does not say, 1 or more
 * @param mode by what evidence
 */
public record RetrieverOptions(int topK, SearchMode mode) {

    /**
     * How many nodes are retrieved unless told: enough for an answer that stands in several places, and at 200 tokens a node they fit
     * every model's window in one call.
     */
    public static final int DEFAULT_TOP_K = 5;

    /**
     * Makes options.
     *
     * @throws IllegalArgumentException if {@code topK} is below 1
     */
    public RetrieverOptions {
        Objects.requireNonNull(mode, "mode");
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
    }

    /** Returns the best 5 nodes by vector. */
    public static RetrieverOptions defaults() {
        return new RetrieverOptions(DEFAULT_TOP_K, SearchMode.VECTOR);
    }

    /** Returns these options with another number of nodes. */
    public RetrieverOptions withTopK(int changed) {
        return new RetrieverOptions(changed, mode);
    }

    /** Returns these options with another mode. */
    public RetrieverOptions withMode(SearchMode changed) {
        return new RetrieverOptions(topK, changed);
    }
}

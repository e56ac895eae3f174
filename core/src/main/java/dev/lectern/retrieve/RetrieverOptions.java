package dev.lectern.retrieve;

import dev.lectern.store.Fusion;
import dev.lectern.store.SearchMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are chosen. Immutable.
 *
 * @param topK how many nodes at most where the query does not say, 1 or more
 * @param mode by what evidence; null for the best the store has: {@link SearchMode#HYBRID} where it can, else
 *     {@link SearchMode#VECTOR}, else {@link SearchMode#KEYWORD}. Scores of different modes are not comparable, so whoever cuts off by
 *     score should say the mode.
 * @param fusion how the rankings by vector and by words are joined in mode {@link SearchMode#HYBRID}
 */
public record RetrieverOptions(int topK, @Nullable SearchMode mode, Fusion fusion) {

    /**
     * How many nodes are retrieved unless told: by words and vectors together they hold the answer to 62 of 70 questions over an essay
     * (10 nodes: 65), and 10 nodes make the extractive model answer far more questions that it should leave open (decision 101). At 200
     * tokens a node they fit every model's window in one call.
     */
    public static final int DEFAULT_TOP_K = 5;

    /**
     * Makes options.
     *
     * @throws IllegalArgumentException if {@code topK} is below 1
     */
    public RetrieverOptions {
        Objects.requireNonNull(fusion, "fusion");
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
    }

    /** Returns the best 5 nodes by the best mode the store has, joined by reciprocal rank. */
    public static RetrieverOptions defaults() {
        return new RetrieverOptions(DEFAULT_TOP_K, null, Fusion.reciprocalRank());
    }

    /** Returns these options with another number of nodes. */
    public RetrieverOptions withTopK(int changed) {
        return new RetrieverOptions(changed, mode, fusion);
    }

    /** Returns these options with a mode of your choice. */
    public RetrieverOptions withMode(SearchMode changed) {
        return new RetrieverOptions(topK, Objects.requireNonNull(changed, "mode"), fusion);
    }

    /** Returns these options with another way to join the rankings by vector and by words. */
    public RetrieverOptions withFusion(Fusion changed) {
        return new RetrieverOptions(topK, mode, changed);
    }
}

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
     * How many nodes are retrieved unless told. More of them hold the answer to more questions, and to more questions that should be left
     * open; with eight the extractive model gains the one and loses none of the other (decision 103). At 200 tokens a node they fit into
     * one call of a model with a window of 4,096 tokens.
     */
    public static final int DEFAULT_TOP_K = 8;

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

    /** Returns the best 8 nodes by the best mode the store has, joined by reciprocal rank. */
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

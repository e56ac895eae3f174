package dev.lectern.split;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.Objects;
import java.util.function.Function;

/**
 * How large nodes may be, how much of the node before they repeat, and in which unit; immutable.
 *
 * @param max most units in a node, 1 or more
 * @param overlap most units that a node repeats, below {@code max}
 * @param unit names the unit, for messages and fingerprints
 * @param rulers makes what measures a text in this unit
 */
record NodeSize(int max, int overlap, String unit, Function<String, Ruler> rulers) {

    /**
     * The size for a model that reads that much. A vector of some 150 English words still says what its text is about, and a quote
     * from so small a node points at one place; a common model such as MiniLM reads 254 tokens.
     */
    private static final int FOR_MODEL = 200;

    /** One in so many tokens of what a model reads stays free, for the title and the heading that are embedded before a node's text. */
    private static final int FREE_PART = 5;

    /** Overlap in percent of the size: a sentence or two, so that a thought across a cut is whole in one of the nodes. */
    private static final int OVERLAP_PERCENT = 15;

    NodeSize {
        if (max < 1) {
            throw new IllegalArgumentException("max size must be 1 or more " + unit + ", got: " + max);
        }
        if (overlap < 0 || overlap >= max) {
            throw new IllegalArgumentException(
                    "overlap must be 0 or more and below the max size of " + max + " " + unit + ", got: " + overlap);
        }
    }

    static NodeSize chars(int max, int overlap) {
        return new NodeSize(max, overlap, "chars", Ruler::chars);
    }

    static NodeSize tokens(Tokenizer tokenizer, int max, int overlap) {
        Objects.requireNonNull(tokenizer, "tokenizer");
        return new NodeSize(max, overlap, "tokens of " + tokenizer.name(), text -> Ruler.tokens(text, tokenizer));
    }

    static NodeSize forModel(EmbeddingModel model) {
        int readable = model.maxTokens() - model.maxTokens() / FREE_PART;
        int max = Math.min(FOR_MODEL, readable);
        return tokens(model.tokenizer(), max, max * OVERLAP_PERCENT / 100);
    }

    /** Returns size, overlap and unit in one line. */
    String fingerprint() {
        return max + "/" + overlap + "/" + unit;
    }
}

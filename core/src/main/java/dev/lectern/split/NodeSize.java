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
        int max = SentenceSplitter.defaultMaxTokens(model);
        return tokens(model.tokenizer(), max, SentenceSplitter.defaultOverlap(max));
    }

    /** Returns size, overlap and unit in one line. */
    String fingerprint() {
        return max + "/" + overlap + "/" + unit;
    }
}

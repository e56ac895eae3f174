package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import java.util.Optional;

/** The sizes in tokens that settings ask of a splitter, and what counts them; immutable. */
record TokenSizes(Tokenizer tokenizer, int max, int overlap) {

    static final Option<Integer> MAX_TOKENS = Option.number(
            "max-tokens", SentenceSplitter.DEFAULT_MAX_TOKENS, "most tokens in a node; less for a small model");

    static final Option<Integer> OVERLAP_TOKENS = Option.number(
            "overlap-tokens",
            SentenceSplitter.defaultOverlap(SentenceSplitter.DEFAULT_MAX_TOKENS),
            "most tokens that a node repeats of the one before");

    /**
     * Takes the sizes from settings; without {@code overlap-tokens} the overlap is a part of the size.
     *
     * @throws IllegalArgumentException if a node could be longer than what the model reads (message has both)
     */
    static TokenSizes of(Settings settings) {
        Optional<EmbeddingModel> model = settings.part(EmbeddingModel.class);
        int max = settings.has(MAX_TOKENS)
                ? settings.get(MAX_TOKENS)
                : model.map(SentenceSplitter::defaultMaxTokens).orElse(SentenceSplitter.DEFAULT_MAX_TOKENS);
        if (model.isPresent() && max > model.get().maxTokens()) {
            throw new IllegalArgumentException("max-tokens must be at most "
                    + model.get().maxTokens() + ", all that " + model.get().name() + " reads, got: " + max);
        }
        int overlap =
                settings.has(OVERLAP_TOKENS) ? settings.get(OVERLAP_TOKENS) : SentenceSplitter.defaultOverlap(max);
        return new TokenSizes(model.map(EmbeddingModel::tokenizer).orElseGet(WordTokenizer::create), max, overlap);
    }
}

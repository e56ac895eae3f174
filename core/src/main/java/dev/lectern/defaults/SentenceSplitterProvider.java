package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.Splitter;
import java.util.List;

/**
 * Makes a {@link SentenceSplitter}: sizes in tokens of the {@link EmbeddingModel} of its settings, in words where there is none, or in
 * chars where {@code max-chars} is given.
 */
public final class SentenceSplitterProvider implements SplitterProvider {

    /** About 200 tokens of English. */
    private static final int DEFAULT_CHARS = 1_000;

    private static final Option<Integer> MAX_CHARS =
            Option.number("max-chars", DEFAULT_CHARS, "most chars in a node, instead of max-tokens");

    private static final Option<Integer> OVERLAP_CHARS = Option.number(
            "overlap-chars",
            SentenceSplitter.defaultOverlap(DEFAULT_CHARS),
            "most chars that a node repeats of the one before");

    private static final List<Option<?>> OPTIONS =
            List.of(TokenSizes.MAX_TOKENS, TokenSizes.OVERLAP_TOKENS, MAX_CHARS, OVERLAP_CHARS);

    /** For {@link java.util.ServiceLoader}. */
    public SentenceSplitterProvider() {}

    @Override
    public String name() {
        return "sentence";
    }

    @Override
    public String description() {
        return "Cuts documents into nodes of whole sentences.";
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Splitter create(Settings settings) {
        if (!settings.has(MAX_CHARS) && !settings.has(OVERLAP_CHARS)) {
            TokenSizes sizes = TokenSizes.of(settings);
            return SentenceSplitter.byTokens(sizes.tokenizer(), sizes.max(), sizes.overlap());
        }
        requireOneUnit(settings);
        int max = settings.get(MAX_CHARS);
        int overlap = settings.has(OVERLAP_CHARS) ? settings.get(OVERLAP_CHARS) : SentenceSplitter.defaultOverlap(max);
        return SentenceSplitter.byChars(max, overlap);
    }

    private static void requireOneUnit(Settings settings) {
        if (settings.has(TokenSizes.MAX_TOKENS) || settings.has(TokenSizes.OVERLAP_TOKENS)) {
            List<String> given =
                    OPTIONS.stream().filter(settings::has).map(Option::name).toList();
            throw new IllegalArgumentException("sizes must be in one unit, tokens or chars, got: " + given);
        }
    }
}

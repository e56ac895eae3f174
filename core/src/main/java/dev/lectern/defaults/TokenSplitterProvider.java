package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.split.Splitter;
import dev.lectern.split.TokenSplitter;
import java.util.List;

/** Makes a {@link TokenSplitter}: sizes in tokens of the {@link EmbeddingModel} of its settings, in words where there is none. */
public final class TokenSplitterProvider implements SplitterProvider {

    /** For {@link java.util.ServiceLoader}. */
    public TokenSplitterProvider() {}

    @Override
    public String name() {
        return "token";
    }

    @Override
    public String description() {
        return "Cuts documents into windows of tokens.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TokenSizes.MAX_TOKENS, TokenSizes.OVERLAP_TOKENS);
    }

    @Override
    public Splitter create(Settings settings) {
        TokenSizes sizes = TokenSizes.of(settings);
        return TokenSplitter.create(sizes.tokenizer(), sizes.max(), sizes.overlap());
    }
}

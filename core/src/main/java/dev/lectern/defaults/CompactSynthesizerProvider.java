package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.OverflowPolicy;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes a {@link CompactSynthesizer} over the {@link LanguageModel} of its settings. */
public final class CompactSynthesizerProvider implements ResponseSynthesizerProvider {

    private static final Option<Integer> MAX_OUTPUT_TOKENS =
            Option.number("max-output-tokens", 512, "size of an answer at most, in tokens of the language model");

    private static final Option<OverflowPolicy> OVERFLOW =
            Option.choice("overflow", OverflowPolicy.REFINE, "what happens when the nodes do not fit into one prompt");

    /** For {@link java.util.ServiceLoader}. */
    public CompactSynthesizerProvider() {}

    @Override
    public String name() {
        return "compact";
    }

    @Override
    public String description() {
        return "Packs as many nodes into each prompt as fit, and improves the answer with the next.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MAX_OUTPUT_TOKENS, OVERFLOW);
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return CompactSynthesizer.builder(settings.requiredPart(LanguageModel.class))
                .maxOutputTokens(settings.get(MAX_OUTPUT_TOKENS))
                .overflow(settings.get(OVERFLOW))
                .build();
    }
}

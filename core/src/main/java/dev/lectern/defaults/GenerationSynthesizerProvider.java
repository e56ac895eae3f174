package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#GENERATION} over the language model of its settings. */
public final class GenerationSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public GenerationSynthesizerProvider() {}

    @Override
    public String name() {
        return "generation";
    }

    @Override
    public String description() {
        return "Answers without any node.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(
                SynthesizerOptions.MAX_OUTPUT_TOKENS,
                SynthesizerOptions.TIME_LIMIT,
                SynthesizerOptions.CALL_TIME_LIMIT);
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.limited(
                        ModeSynthesizer.builder(ResponseMode.GENERATION, settings.requiredPart(LanguageModel.class))
                                .maxOutputTokens(settings.get(SynthesizerOptions.MAX_OUTPUT_TOKENS)),
                        settings)
                .build();
    }
}

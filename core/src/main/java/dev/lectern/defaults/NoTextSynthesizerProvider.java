package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;

/** Makes synthesizers of mode {@link ResponseMode#NO_TEXT} over the language model of its settings. */
public final class NoTextSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NoTextSynthesizerProvider() {}

    @Override
    public String name() {
        return "no-text";
    }

    @Override
    public String description() {
        return "Retrieves and calls no model; there is no answer text.";
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return ModeSynthesizer.create(ResponseMode.NO_TEXT, settings.requiredPart(LanguageModel.class));
    }
}

package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ModeSynthesizer;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;

/** Makes synthesizers of mode {@link ResponseMode#CONTEXT_ONLY} over the language model of its settings. */
public final class ContextOnlySynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ContextOnlySynthesizerProvider() {}

    @Override
    public String name() {
        return "context-only";
    }

    @Override
    public String description() {
        return "Retrieves and calls no model; the answer text is the nodes.";
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return ModeSynthesizer.create(ResponseMode.CONTEXT_ONLY, settings.requiredPart(LanguageModel.class));
    }
}

package dev.lectern.synthesize;

import dev.lectern.model.LanguageModel;

/**
 * Makes synthesizers of the default mode, {@link ResponseMode#COMPACT}: it packs as many nodes into each prompt as fit, and improves the
 * answer with the next prompt.
 *
 * <pre>{@code
 * ResponseSynthesizer synthesizer = CompactSynthesizer.create(model);
 * Response response = synthesizer.synthesize(Query.of("When does the tide turn?"), nodes);
 * }</pre>
 */
public final class CompactSynthesizer {

    private CompactSynthesizer() {}

    /** Makes a synthesizer with defaults; the model stays the caller's to close. */
    public static ModeSynthesizer create(LanguageModel model) {
        return builder(model).build();
    }

    /** Starts a synthesizer; the model stays the caller's to close. */
    public static ModeSynthesizer.Builder builder(LanguageModel model) {
        return ModeSynthesizer.builder(ResponseMode.COMPACT, model);
    }
}

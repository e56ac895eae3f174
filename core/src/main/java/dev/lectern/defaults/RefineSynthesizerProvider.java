package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#REFINE} over the language model of its settings. */
public final class RefineSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RefineSynthesizerProvider() {}

    @Override
    public String name() {
        return "refine";
    }

    @Override
    public String description() {
        return "One prompt per node, each improving the answer of the one before.";
    }

    @Override
    public List<Option<?>> options() {
        return SynthesizerOptions.ALL;
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.REFINE, settings).build();
    }
}

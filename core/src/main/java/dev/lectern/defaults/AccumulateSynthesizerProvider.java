package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#ACCUMULATE} over the language model of its settings. */
public final class AccumulateSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public AccumulateSynthesizerProvider() {}

    @Override
    public String name() {
        return "accumulate";
    }

    @Override
    public String description() {
        return "An answer per node, side by side.";
    }

    @Override
    public List<Option<?>> options() {
        return SynthesizerOptions.ALL;
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.ACCUMULATE, settings).build();
    }
}

package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#COMPACT_ACCUMULATE} over the language model of its settings. */
public final class CompactAccumulateSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public CompactAccumulateSynthesizerProvider() {}

    @Override
    public String name() {
        return "compact-accumulate";
    }

    @Override
    public String description() {
        return "An answer per packed prompt, side by side.";
    }

    @Override
    public List<Option<?>> options() {
        return SynthesizerOptions.ALL;
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.COMPACT_ACCUMULATE, settings)
                .build();
    }
}

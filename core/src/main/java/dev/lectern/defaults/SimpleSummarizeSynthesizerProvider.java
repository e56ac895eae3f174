package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#SIMPLE_SUMMARIZE} over the language model of its settings. */
public final class SimpleSummarizeSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public SimpleSummarizeSynthesizerProvider() {}

    @Override
    public String name() {
        return "simple-summarize";
    }

    @Override
    public String description() {
        return "One prompt with what fits into it; what is cut is reported.";
    }

    @Override
    public List<Option<?>> options() {
        return SynthesizerOptions.ALL;
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.SIMPLE_SUMMARIZE, settings)
                .build();
    }
}

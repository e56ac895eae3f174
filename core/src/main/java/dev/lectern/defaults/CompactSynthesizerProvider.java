package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.OverflowPolicy;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;
import java.util.stream.Stream;

/** Makes synthesizers of mode {@link ResponseMode#COMPACT} over the language model of its settings. */
public final class CompactSynthesizerProvider implements ResponseSynthesizerProvider {

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
        return Stream.concat(SynthesizerOptions.ALL.stream(), Stream.of(OVERFLOW))
                .toList();
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.COMPACT, settings)
                .overflow(settings.get(OVERFLOW))
                .build();
    }
}

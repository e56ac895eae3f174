package dev.lectern.defaults;

import dev.lectern.spi.Option;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.Settings;
import dev.lectern.synthesize.ResponseMode;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;

/** Makes synthesizers of mode {@link ResponseMode#TREE_SUMMARIZE} over the language model of its settings. */
public final class TreeSummarizeSynthesizerProvider implements ResponseSynthesizerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public TreeSummarizeSynthesizerProvider() {}

    @Override
    public String name() {
        return "tree-summarize";
    }

    @Override
    public String description() {
        return "Answers per packed prompt, then answers over the answers.";
    }

    @Override
    public List<Option<?>> options() {
        return SynthesizerOptions.ALL;
    }

    @Override
    public ResponseSynthesizer create(Settings settings) {
        return SynthesizerOptions.builder(ResponseMode.TREE_SUMMARIZE, settings).build();
    }
}

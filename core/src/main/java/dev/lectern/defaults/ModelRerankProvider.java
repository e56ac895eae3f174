package dev.lectern.defaults;

import dev.lectern.model.LanguageModel;
import dev.lectern.postprocess.ModelRerank;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link ModelRerank} over the {@link LanguageModel} of its settings, which must follow instructions. */
public final class ModelRerankProvider implements NodePostprocessorProvider {

    private static final Option<Integer> KEEP =
            Option.number("keep", RetrieverOptions.DEFAULT_TOP_K, "how many nodes go on at most; retrieve more");

    /** For {@link java.util.ServiceLoader}. */
    public ModelRerankProvider() {}

    @Override
    public String name() {
        return "model-rerank";
    }

    @Override
    public String description() {
        return "Has a language model judge the nodes and puts the most helpful first.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(KEEP);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return ModelRerank.create(settings.requiredPart(LanguageModel.class), settings.get(KEEP));
    }
}

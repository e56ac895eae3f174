package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.postprocess.MarginalRelevance;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/** Makes a {@link MarginalRelevance} over the {@link EmbeddingModel} of its settings. */
public final class MarginalRelevanceProvider implements NodePostprocessorProvider {

    private static final Option<Integer> KEEP =
            Option.number("keep", RetrieverOptions.DEFAULT_TOP_K, "how many nodes to choose at most; retrieve more");

    private static final Option<Double> LAMBDA = Option.decimal(
            "lambda",
            MarginalRelevance.DEFAULT_LAMBDA,
            "how much closeness to the question counts against unlikeness, 0 to 1");

    /** For {@link java.util.ServiceLoader}. */
    public MarginalRelevanceProvider() {}

    @Override
    public String name() {
        return "mmr";
    }

    @Override
    public String description() {
        return "Chooses nodes that are close to the question and unlike each other.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(KEEP, LAMBDA);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return MarginalRelevance.create(
                settings.requiredPart(EmbeddingModel.class), settings.get(KEEP), settings.get(LAMBDA));
    }
}

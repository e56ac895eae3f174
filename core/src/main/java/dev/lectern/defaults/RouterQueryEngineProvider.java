package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.compose.EmbeddingSelector;
import dev.lectern.query.compose.EngineSelector;
import dev.lectern.query.compose.ModelSelector;
import dev.lectern.query.compose.NamedEngines;
import dev.lectern.query.compose.RouterQueryEngine;
import dev.lectern.spi.Option;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.Settings;
import java.util.List;
import java.util.Optional;

/** Makes a {@link RouterQueryEngine} over the {@link NamedEngines} of its settings; a {@link LanguageModel} or an {@link EmbeddingModel} chooses. */
public final class RouterQueryEngineProvider implements QueryEngineProvider {

    /** What chooses. */
    private enum Chooser {
        /** The language model where it follows instructions, else the embedding model. */
        BEST,
        MODEL,
        EMBEDDING
    }

    private static final Option<Chooser> SELECTOR = Option.choice(
            "selector",
            Chooser.BEST,
            "what chooses; best is the language model where it follows instructions, else the embedding model");

    /** For {@link java.util.ServiceLoader}. */
    public RouterQueryEngineProvider() {}

    @Override
    public String name() {
        return "router";
    }

    @Override
    public String description() {
        return "Has each question answered by the engine whose description fits it best.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(SELECTOR);
    }

    @Override
    public QueryEngine create(Settings settings) {
        return RouterQueryEngine.create(
                selector(settings), settings.requiredPart(NamedEngines.class).engines());
    }

    private static EngineSelector selector(Settings settings) {
        Optional<LanguageModel> able = settings.part(LanguageModel.class).filter(LanguageModel::followsInstructions);
        return switch (settings.get(SELECTOR)) {
            case MODEL -> ModelSelector.create(settings.requiredPart(LanguageModel.class));
            case EMBEDDING -> EmbeddingSelector.create(settings.requiredPart(EmbeddingModel.class));
            case BEST ->
                able.<EngineSelector>map(ModelSelector::create)
                        .orElseGet(() -> EmbeddingSelector.create(settings.requiredPart(EmbeddingModel.class)));
        };
    }
}

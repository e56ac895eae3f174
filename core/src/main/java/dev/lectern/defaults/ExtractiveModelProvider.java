package dev.lectern.defaults;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.Settings;

/** Makes an {@link ExtractiveModel}, with meaning beside words where the settings hold an {@link EmbeddingModel}. */
public final class ExtractiveModelProvider implements LanguageModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public ExtractiveModelProvider() {}

    @Override
    public String name() {
        return "extractive";
    }

    @Override
    public String description() {
        return "Answers by quoting the sources, offline.";
    }

    @Override
    public LanguageModel create(Settings settings) {
        return settings.part(EmbeddingModel.class)
                .map(ExtractiveModel::withEmbeddings)
                .orElseGet(ExtractiveModel::create);
    }
}

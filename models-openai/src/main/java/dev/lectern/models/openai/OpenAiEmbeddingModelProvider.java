package dev.lectern.models.openai;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/**
 * Makes an {@link OpenAiEmbeddingModel}, by the name {@code openai}; over the {@link OpenAiEndpoint} of its settings where there is one, so that
 * models share its limits.
 */
public final class OpenAiEmbeddingModelProvider implements EmbeddingModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OpenAiEmbeddingModelProvider() {}

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String description() {
        return "Embeds by a service that speaks OpenAI's protocol: hosted, or a server of your own.";
    }

    @Override
    public List<Option<?>> options() {
        return OpenAiOptions.all();
    }

    @Override
    public EmbeddingModel create(Settings settings) {
        OpenAiEmbeddingModel.Builder builder = OpenAiEmbeddingModel.builder(
                        OpenAiOptions.endpoint(settings, OpenAiOptions.AZURE_EMBEDDING_DEPLOYMENT, System::getenv),
                        settings.get(OpenAiOptions.EMBEDDING_MODEL))
                .batchTokens(settings.get(OpenAiOptions.BATCH_TOKENS))
                .queryPrefix(settings.get(OpenAiOptions.QUERY_PREFIX))
                .documentPrefix(settings.get(OpenAiOptions.DOCUMENT_PREFIX));
        int dimensions = settings.get(OpenAiOptions.DIMENSIONS);
        if (dimensions != 0) {
            builder.dimensions(dimensions);
        }
        int maxTokens = settings.get(OpenAiOptions.MAX_TOKENS);
        if (maxTokens != 0) {
            builder.maxTokens(maxTokens);
        }
        int batchTexts = settings.get(OpenAiOptions.BATCH_TEXTS);
        if (batchTexts != 0) {
            builder.batchTexts(batchTexts);
        }
        return builder.build();
    }
}

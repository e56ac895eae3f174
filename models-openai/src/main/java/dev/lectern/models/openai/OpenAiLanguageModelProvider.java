package dev.lectern.models.openai;

import dev.lectern.model.LanguageModel;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.util.List;

/**
 * Makes an {@link OpenAiLanguageModel}, by the name {@code openai}; over the {@link OpenAiEndpoint} of its settings where there is one, so that
 * models share its limits.
 */
public final class OpenAiLanguageModelProvider implements LanguageModelProvider {

    /** For {@link java.util.ServiceLoader}. */
    public OpenAiLanguageModelProvider() {}

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public String description() {
        return "Asks a service that speaks OpenAI's protocol: hosted, or a server of your own.";
    }

    @Override
    public List<Option<?>> options() {
        return OpenAiOptions.all();
    }

    @Override
    public LanguageModel create(Settings settings) {
        OpenAiLanguageModel.Builder builder = OpenAiLanguageModel.builder(
                OpenAiOptions.endpoint(settings, OpenAiOptions.AZURE_DEPLOYMENT, System::getenv),
                settings.get(OpenAiOptions.MODEL));
        int contextTokens = settings.get(OpenAiOptions.CONTEXT_TOKENS);
        if (contextTokens != 0) {
            builder.contextTokens(contextTokens);
        }
        int outputTokens = settings.get(OpenAiOptions.OUTPUT_TOKENS);
        if (outputTokens != 0) {
            builder.outputTokens(outputTokens);
        }
        if (settings.has(OpenAiOptions.REASONING_TOKENS)) {
            builder.reasoningTokens(settings.get(OpenAiOptions.REASONING_TOKENS));
        }
        if (settings.has(OpenAiOptions.TEMPERATURE)) {
            builder.temperature(settings.get(OpenAiOptions.TEMPERATURE));
        }
        return builder.build();
    }
}

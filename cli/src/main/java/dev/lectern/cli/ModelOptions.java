package dev.lectern.cli;

import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which models work, and where a service that speaks OpenAI's protocol answers. A name that is no provider's is a model of that service. Its key
 * comes from the environment or a file, never from an argument, which other users of the machine could see.
 */
final class ModelOptions {

    /** The provider of models behind such a service. */
    private static final String SERVICE = "openai";

    @Option(
            names = "--embedding-model",
            paramLabel = "NAME",
            description = "What embeds: a name that 'lectern embedding-models' lists, or else a model of the service"
                    + " at --base-url; unless given the one inside the program.")
    private @Nullable String embeddingModel;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where a service that speaks OpenAI's protocol answers, such as http://localhost:11434/v1;"
                    + " unless given OpenAI itself. Its key is in the variable OPENAI_API_KEY, or in --api-key-file.")
    private @Nullable String baseUrl;

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "A file that holds the key of the service.")
    private @Nullable Path keyFile;

    /** Returns the provider that embeds; empty for the default. */
    String embeddingProvider() {
        return embeddingModel == null ? "" : providerOf(EmbeddingModelProvider.class, embeddingModel);
    }

    /**
     * Returns the provider that answers.
     *
     * @param model what was asked for; null for nothing, which is the service where only its address is given
     */
    String languageProvider(@Nullable String model) {
        if (model == null) {
            return baseUrl != null && embeddingModel == null ? SERVICE : "extractive";
        }
        return providerOf(LanguageModelProvider.class, model);
    }

    /** Returns the options of the service, as {@code openai.NAME}; none where no model is one of it. */
    Map<String, String> options(@Nullable String model) {
        Map<String, String> options = new LinkedHashMap<>();
        if (!languageProvider(model).equals(SERVICE) && !embeddingProvider().equals(SERVICE)) {
            return options;
        }
        if (baseUrl != null) {
            options.put(SERVICE + ".base-url", baseUrl);
        }
        if (keyFile != null) {
            options.put(SERVICE + ".api-key-file", keyFile.toString());
        }
        if (model != null && !isProvider(LanguageModelProvider.class, model)) {
            options.put(SERVICE + ".model", model);
        }
        if (embeddingModel != null && !isProvider(EmbeddingModelProvider.class, embeddingModel)) {
            options.put(SERVICE + ".embedding-model", embeddingModel);
        }
        return options;
    }

    private static <P extends Provider<?>> String providerOf(Class<P> kind, String name) {
        return isProvider(kind, name) ? name : SERVICE;
    }

    private static <P extends Provider<?>> boolean isProvider(Class<P> kind, String name) {
        return Providers.discovered().all(kind).stream()
                .anyMatch(provider -> provider.name().equals(name));
    }
}

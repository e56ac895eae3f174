package dev.lectern.cli;

import dev.lectern.Lectern;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands take that fill an index here or answer questions from it. */
final class CommonOptions {

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "The directory of an index that is kept; unless given the index is in memory and gone afterwards.")
    private @Nullable Path store;

    @Option(names = "--index", paramLabel = "NAME", defaultValue = "vector", description = "How nodes are chosen.")
    private String index = "vector";

    @Option(
            names = "--embedding-cache",
            paramLabel = "DIR",
            description =
                    "Keeps the vector of each text in this directory, so that none is embedded twice; one process at a time.")
    private @Nullable Path embeddingCache;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /** Returns the directory of the index, or null for one in memory. */
    @Nullable
    Path store() {
        return store;
    }

    /**
     * Starts a Lectern with these options.
     *
     * @param several whether documents of several sources come together, whose relative paths may be equal
     * @param readOnly whether a kept index is only asked, so that another process may write to it
     */
    Lectern.Builder open(Progress progress, boolean several, boolean readOnly) {
        return open(progress, several, readOnly, "extractive");
    }

    /**
     * Starts a Lectern with these options and a language model.
     *
     * @param model as {@link ModelOptions#languageProvider} takes it
     * @see #open(Progress, boolean, boolean)
     */
    Lectern.Builder open(Progress progress, boolean several, boolean readOnly, @Nullable String model) {
        reading.beginLogging();
        Lectern.Builder builder = Lectern.builder()
                .index(index)
                .embeddingModel(models.embeddingProvider())
                .languageModel(models.languageProvider(model))
                .failurePolicy(reading.failurePolicy())
                .listener(progress);
        if (embeddingCache != null) {
            builder.embeddingCache(embeddingCache);
        }
        Map<String, String> fixed = new LinkedHashMap<>(models.options(model));
        if (store != null) {
            builder.store("lucene");
            fixed.put("lucene.path", store.toString());
            fixed.put("lucene.read-only", Boolean.toString(readOnly));
        }
        reading.settings(fixed, several || store != null).forEach(builder::settings);
        return builder;
    }
}

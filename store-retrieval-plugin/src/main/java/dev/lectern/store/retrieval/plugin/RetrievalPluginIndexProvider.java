package dev.lectern.store.retrieval.plugin;

import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.store.Store;
import java.util.List;

/**
 * Makes a {@link RetrievalPluginIndex} over the {@link RetrievalPluginStore} and the {@link IngestPipeline} of its settings, or over a
 * store of its own by the options.
 */
public final class RetrievalPluginIndexProvider implements IndexProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RetrievalPluginIndexProvider() {}

    @Override
    public String name() {
        return "retrieval-plugin";
    }

    @Override
    public String description() {
        return "Answers from what a server of the ChatGPT Retrieval Plugin API finds.";
    }

    @Override
    public List<Option<?>> options() {
        return PluginOptions.with(PluginOptions.SCORES, PluginOptions.REMEMBER_VERSIONS);
    }

    /**
     * Makes an index.
     *
     * @throws IllegalArgumentException if the store of the settings is of another kind
     */
    @Override
    public Index create(Settings settings) {
        Store given = settings.part(Store.class).orElse(null);
        if (given == null) {
            return RetrievalPluginIndex.create(PluginOptions.store(settings));
        }
        if (!(given instanceof RetrievalPluginStore store)) {
            throw new IllegalArgumentException("store of index " + name() + " must be the store " + name() + ", got: "
                    + given.getClass().getSimpleName() + "; for other stores use the index vector");
        }
        return settings.part(IngestPipeline.class)
                .map(pipeline -> RetrievalPluginIndex.create(store, pipeline))
                .orElseGet(() -> RetrievalPluginIndex.create(store));
    }
}

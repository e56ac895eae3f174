package dev.lectern.store.retrieval.plugin;

import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.Store;
import java.util.List;

/** Makes a {@link RetrievalPluginStore}. */
public final class RetrievalPluginStoreProvider implements StoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public RetrievalPluginStoreProvider() {}

    @Override
    public String name() {
        return "retrieval-plugin";
    }

    @Override
    public String description() {
        return "Keeps documents on a server of the ChatGPT Retrieval Plugin API, which embeds them.";
    }

    @Override
    public List<Option<?>> options() {
        return PluginOptions.with(PluginOptions.SCORES, PluginOptions.REMEMBER_VERSIONS);
    }

    @Override
    public Store create(Settings settings) {
        return PluginOptions.store(settings);
    }
}

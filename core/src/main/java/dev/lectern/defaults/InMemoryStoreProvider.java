package dev.lectern.defaults;

import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;

/** Makes an {@link InMemoryStore}. */
public final class InMemoryStoreProvider implements StoreProvider {

    /** For {@link java.util.ServiceLoader}. */
    public InMemoryStoreProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "Keeps everything in memory and searches exactly.";
    }

    @Override
    public Store create(Settings settings) {
        return InMemoryStore.create();
    }
}

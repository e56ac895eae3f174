package dev.lectern.index.summary;

import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Settings;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.testkit.ProviderContract;

/** The provider of the summary index keeps the contract of providers. */
class SummaryIndexProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return IndexProvider.class;
    }

    @Override
    protected String name() {
        return "summary";
    }

    @Override
    protected Settings settings() {
        return Settings.builder().part(Store.class, InMemoryStore.create()).build();
    }
}

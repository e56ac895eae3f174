package dev.lectern.index.vector;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Settings;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.testkit.FakeEmbeddingModel;
import dev.lectern.testkit.ProviderContract;

/** The provider of the vector index keeps the contract of providers. */
class VectorIndexProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return IndexProvider.class;
    }

    @Override
    protected String name() {
        return "vector";
    }

    @Override
    protected Settings settings() {
        return Settings.builder()
                .part(Store.class, InMemoryStore.create())
                .part(EmbeddingModel.class, FakeEmbeddingModel.create())
                .build();
    }
}

package dev.lectern.index.vector;

import dev.lectern.index.Index;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.FakeEmbeddingModel;
import dev.lectern.testkit.IndexContract;

/** The vector index keeps the contract of indexes. */
class VectorIndexContractTest extends IndexContract {

    @Override
    protected Index open() {
        return VectorIndex.create(InMemoryStore.create(), FakeEmbeddingModel.create());
    }
}

package dev.lectern.testkit;

import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;

class InMemoryStoreContractTest extends StoreContract {

    @Override
    protected Store open() {
        return InMemoryStore.create();
    }
}

package dev.lectern.testkit;

import dev.lectern.store.Capability;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import java.util.Set;

class InMemoryStoreContractTest extends StoreContract {

    @Override
    protected Store open() {
        return InMemoryStore.create();
    }

    @Override
    protected Set<Capability> capabilities() {
        return Set.of(Capability.VECTOR_SEARCH, Capability.FILTER, Capability.LISTING);
    }
}

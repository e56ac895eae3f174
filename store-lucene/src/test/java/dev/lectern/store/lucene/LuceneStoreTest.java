package dev.lectern.store.lucene;

import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import dev.lectern.testkit.StoreContract;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class LuceneStoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return LuceneStore.open(folder.resolve(UUID.randomUUID().toString()));
    }

    @Override
    protected Store reopen(Store store) {
        Path directory = ((LuceneStore) store).status().directory();
        store.close();
        return LuceneStore.open(directory);
    }

    @Override
    protected Set<Capability> capabilities() {
        Set<Capability> all = EnumSet.copyOf(super.capabilities());
        all.add(Capability.PERSISTENT);
        return all;
    }
}

package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.testkit.ProviderContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneStoreProviderTest extends ProviderContract {

    @TempDir
    private Path folder;

    @Override
    protected Class<StoreProvider> kind() {
        return StoreProvider.class;
    }

    @Override
    protected String name() {
        return "lucene";
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of("path", folder.resolve("store").toString()));
    }

    @Test
    void create_allOptions_setsThem() {
        Map<String, String> options = Map.of(
                "path",
                folder.resolve("store").toString(),
                "vectors",
                "int8",
                "commit-interval",
                "PT1H",
                "exact-up-to",
                "0",
                "candidates",
                "200");

        try (LuceneStore store = (LuceneStore) Providers.create(new LuceneStoreProvider(), Settings.of(options))) {
            assertThat(store.status().vectors()).isEqualTo(VectorEncoding.INT8);
            assertThat(store.status().directory()).isEqualTo(folder.resolve("store"));
        }
    }

    @Test
    void create_readOnly_opensForSearchesOnly() {
        LuceneStore.open(folder.resolve("store")).close();
        Map<String, String> options = Map.of("path", folder.resolve("store").toString(), "read-only", "true");

        try (LuceneStore store = (LuceneStore) Providers.create(new LuceneStoreProvider(), Settings.of(options))) {
            assertThatThrownBy(store::commit)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("read-only");
        }
    }
}

package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.Lectern;
import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.reader.Reader;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.testkit.ProviderContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RetrievalPluginProvidersTest {

    private static final String NAME = "retrieval-plugin";

    private final PluginServer server = PluginServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Settings settings() {
        return Settings.builder()
                .set("endpoint", server.endpoint() + "/")
                .set("token", PluginServer.TOKEN)
                .build();
    }

    @Test
    void reader_byName_readsWithItsOptions() {
        Settings options = settings().toBuilder()
                .set("top-k", "2")
                .set("separate-documents", "false")
                .set("scores", "distance")
                .build();
        server.then(
                200,
                "application/json",
                "{\"results\":[{\"results\":[{\"text\":\"t\",\"score\":1},{\"text\":\"u\"}]}]}");

        Reader reader = Providers.discovered().create(ReaderProvider.class, NAME, options);
        List<Document> documents = reader.load("q");

        assertThat(server.requests.get(0).body()).contains("\"top_k\":2");
        assertThat(documents).singleElement().satisfies(document -> {
            assertThat(document.text()).isEqualTo("t\n\nu");
            assertThat(document.sections().get(0).metadata().text("score")).contains("-1.0");
        });
    }

    @Test
    void lectern_storeByName_sendsDocumentsWholeAndAsksTheServer() {
        try (Lectern lectern = Lectern.builder()
                .store(NAME)
                .index(NAME)
                .settings(NAME, settings())
                .build()) {
            lectern.index().ingest(List.of(Document.of("tides", "The tide does turn twice a day.")));

            assertThat(lectern.ask("How often does the tide turn?").text()).contains("twice a day");
        }
        assertThat(server.requests).extracting(PluginServer.Request::path).containsExactly("/upsert", "/query");
    }

    @Test
    void index_storeOfAnotherKind_isRefused() {
        Settings other =
                Settings.builder().part(Store.class, InMemoryStore.create()).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Providers.discovered().create(IndexProvider.class, NAME, other))
                .withMessage("store of index retrieval-plugin must be the store retrieval-plugin, got: InMemoryStore;"
                        + " for other stores use the index vector");
    }

    @Test
    void index_withoutStore_makesItsOwn() {
        Index index = Providers.discovered().create(IndexProvider.class, NAME, settings());

        assertThat(index.ingest(List.of(Document.of("a", "x"))).added()).isEqualTo(1);
    }

    @Test
    void options_tokenAndWithoutToken_excludeEachOther() {
        Settings both = settings().toBuilder().set("without-token", "true").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Providers.discovered().create(StoreProvider.class, NAME, both))
                .withMessageContaining("token and withoutToken must be set once");
    }

    @Nested
    class StoreContractOfProvider extends Contract {
        @Override
        protected Class<? extends Provider<?>> kind() {
            return StoreProvider.class;
        }
    }

    @Nested
    class ReaderContractOfProvider extends Contract {
        @Override
        protected Class<? extends Provider<?>> kind() {
            return ReaderProvider.class;
        }
    }

    @Nested
    class IndexContractOfProvider extends Contract {
        @Override
        protected Class<? extends Provider<?>> kind() {
            return IndexProvider.class;
        }
    }

    abstract class Contract extends ProviderContract {
        @Override
        protected String name() {
            return NAME;
        }

        @Override
        protected Settings settings() {
            return RetrievalPluginProvidersTest.this.settings();
        }
    }
}

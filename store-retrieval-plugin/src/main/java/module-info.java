import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.retrieval.plugin.RetrievalPluginIndexProvider;
import dev.lectern.store.retrieval.plugin.RetrievalPluginReaderProvider;
import dev.lectern.store.retrieval.plugin.RetrievalPluginStoreProvider;

/** Speaks to servers of the ChatGPT Retrieval Plugin API, and its file formats. */
module dev.lectern.store.retrieval.plugin {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.lectern.store.retrieval.plugin;

    provides IndexProvider with
            RetrievalPluginIndexProvider;
    provides ReaderProvider with
            RetrievalPluginReaderProvider;
    provides StoreProvider with
            RetrievalPluginStoreProvider;
}

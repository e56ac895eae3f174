import dev.lectern.spi.StoreProvider;
import dev.lectern.store.lucene.LuceneStoreProvider;

/** The embedded store: vectors, keywords and filters in one directory on disk. */
module dev.lectern.store.lucene {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.databind;
    requires com.google.common;
    requires org.apache.lucene.core;
    requires org.apache.lucene.analysis.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.lectern.store.lucene;

    provides StoreProvider with
            LuceneStoreProvider;
}

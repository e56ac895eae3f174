/** Speaks the formats of the ChatGPT Retrieval Plugin. */
module dev.lectern.store.retrieval.plugin {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports dev.lectern.store.retrieval.plugin;
}

package dev.lectern.cli;

import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.RetrieverProvider;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.spi.StoreProvider;
import java.util.List;

/**
 * A verb that lists the providers of one SPI.
 *
 * @param verb such as {@code readers}
 * @param kind the provider interface
 */
record Listing(String verb, Class<? extends Provider<?>> kind) {

    /** One verb per SPI, in the order of the route. */
    static final List<Listing> ALL = List.of(
            new Listing("readers", ReaderProvider.class),
            new Listing("splitters", SplitterProvider.class),
            new Listing("embedding-models", EmbeddingModelProvider.class),
            new Listing("stores", StoreProvider.class),
            new Listing("indexes", IndexProvider.class),
            new Listing("retrievers", RetrieverProvider.class),
            new Listing("postprocessors", NodePostprocessorProvider.class),
            new Listing("language-models", LanguageModelProvider.class),
            new Listing("synthesizers", ResponseSynthesizerProvider.class),
            new Listing("query-engines", QueryEngineProvider.class));
}

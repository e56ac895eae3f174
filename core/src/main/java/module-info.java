import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.RetrieverProvider;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.spi.StoreProvider;

/** The values, the SPIs, the two route methods, and what works without any other module. */
module dev.lectern.core {
    requires com.google.common;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.lectern.document;
    exports dev.lectern.embed;
    exports dev.lectern.failure;
    exports dev.lectern.model;
    exports dev.lectern.reader;
    exports dev.lectern.retrieve;
    exports dev.lectern.spi;
    exports dev.lectern.split;
    exports dev.lectern.store;

    uses EmbeddingModelProvider;
    uses LanguageModelProvider;
    uses NodePostprocessorProvider;
    uses ReaderProvider;
    uses RetrieverProvider;
    uses SplitterProvider;
    uses StoreProvider;
}

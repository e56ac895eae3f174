import dev.lectern.defaults.AccumulateSynthesizerProvider;
import dev.lectern.defaults.CitationQueryEngineProvider;
import dev.lectern.defaults.CompactAccumulateSynthesizerProvider;
import dev.lectern.defaults.CompactSynthesizerProvider;
import dev.lectern.defaults.CondenseQueryEngineProvider;
import dev.lectern.defaults.ContextOnlySynthesizerProvider;
import dev.lectern.defaults.DeduplicationProvider;
import dev.lectern.defaults.ExtractiveModelProvider;
import dev.lectern.defaults.GenerationSynthesizerProvider;
import dev.lectern.defaults.InMemoryStoreProvider;
import dev.lectern.defaults.KeywordFilterProvider;
import dev.lectern.defaults.LongContextOrderProvider;
import dev.lectern.defaults.MarginalRelevanceProvider;
import dev.lectern.defaults.ModelRerankProvider;
import dev.lectern.defaults.NeighbourWindowProvider;
import dev.lectern.defaults.NoTextSynthesizerProvider;
import dev.lectern.defaults.RecencyProvider;
import dev.lectern.defaults.RefineSynthesizerProvider;
import dev.lectern.defaults.RetrieverQueryEngineProvider;
import dev.lectern.defaults.RouterQueryEngineProvider;
import dev.lectern.defaults.ScoreCutoffProvider;
import dev.lectern.defaults.SentenceSplitterProvider;
import dev.lectern.defaults.SimpleSummarizeSynthesizerProvider;
import dev.lectern.defaults.StoreRetrieverProvider;
import dev.lectern.defaults.SubQuestionQueryEngineProvider;
import dev.lectern.defaults.TokenSplitterProvider;
import dev.lectern.defaults.TreeSummarizeSynthesizerProvider;
import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.RetrieverProvider;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.spi.StoreProvider;

/** The values, the SPIs, the two route methods, and what works without any other module. */
module dev.lectern.core {
    requires com.fasterxml.jackson.core;
    requires com.google.common;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.lectern;
    exports dev.lectern.document;
    exports dev.lectern.embed;
    exports dev.lectern.embed.cache;
    exports dev.lectern.failure;
    exports dev.lectern.format;
    exports dev.lectern.index;
    exports dev.lectern.ingest;
    exports dev.lectern.model;
    exports dev.lectern.postprocess;
    exports dev.lectern.query;
    exports dev.lectern.query.cite;
    exports dev.lectern.query.compose;
    exports dev.lectern.reader;
    exports dev.lectern.retrieve;
    exports dev.lectern.spi;
    exports dev.lectern.split;
    exports dev.lectern.store;
    exports dev.lectern.synthesize;

    uses EmbeddingModelProvider;
    uses FileFormatProvider;
    uses IndexProvider;
    uses LanguageModelProvider;
    uses NodePostprocessorProvider;
    uses QueryEngineProvider;
    uses ReaderProvider;
    uses ResponseSynthesizerProvider;
    uses RetrieverProvider;
    uses SplitterProvider;
    uses StoreProvider;

    provides LanguageModelProvider with
            ExtractiveModelProvider;
    provides NodePostprocessorProvider with
            DeduplicationProvider,
            KeywordFilterProvider,
            LongContextOrderProvider,
            MarginalRelevanceProvider,
            ModelRerankProvider,
            NeighbourWindowProvider,
            RecencyProvider,
            ScoreCutoffProvider;
    provides QueryEngineProvider with
            CitationQueryEngineProvider,
            CondenseQueryEngineProvider,
            RetrieverQueryEngineProvider,
            RouterQueryEngineProvider,
            SubQuestionQueryEngineProvider;
    provides ResponseSynthesizerProvider with
            AccumulateSynthesizerProvider,
            CompactAccumulateSynthesizerProvider,
            CompactSynthesizerProvider,
            ContextOnlySynthesizerProvider,
            GenerationSynthesizerProvider,
            NoTextSynthesizerProvider,
            RefineSynthesizerProvider,
            SimpleSummarizeSynthesizerProvider,
            TreeSummarizeSynthesizerProvider;
    provides RetrieverProvider with
            StoreRetrieverProvider;
    provides SplitterProvider with
            SentenceSplitterProvider,
            TokenSplitterProvider;
    provides StoreProvider with
            InMemoryStoreProvider;
}

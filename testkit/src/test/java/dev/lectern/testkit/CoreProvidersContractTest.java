package dev.lectern.testkit;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.NamedEngines;
import dev.lectern.retrieve.Retriever;
import dev.lectern.spi.LanguageModelProvider;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.QueryEngineProvider;
import dev.lectern.spi.ResponseSynthesizerProvider;
import dev.lectern.spi.RetrieverProvider;
import dev.lectern.spi.Settings;
import dev.lectern.spi.SplitterProvider;
import dev.lectern.spi.StoreProvider;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.ResponseSynthesizer;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The providers of core keep the contract of providers; it is here since core cannot see the contract. */
class CoreProvidersContractTest {

    @Nested
    class MemoryStores extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return StoreProvider.class;
        }

        @Override
        protected String name() {
            return "memory";
        }
    }

    @Nested
    class SentenceSplitters extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return SplitterProvider.class;
        }

        @Override
        protected String name() {
            return "sentence";
        }
    }

    @Nested
    class TokenSplitters extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return SplitterProvider.class;
        }

        @Override
        protected String name() {
            return "token";
        }
    }

    @Nested
    class ExtractiveModels extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return LanguageModelProvider.class;
        }

        @Override
        protected String name() {
            return "extractive";
        }
    }

    /** What the synthesizers have in common. */
    abstract static class Synthesizers extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return ResponseSynthesizerProvider.class;
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .build();
        }
    }

    @Nested
    class CompactSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "compact";
        }
    }

    @Nested
    class RefineSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "refine";
        }
    }

    @Nested
    class SimpleSummarizeSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "simple-summarize";
        }
    }

    @Nested
    class TreeSummarizeSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "tree-summarize";
        }
    }

    @Nested
    class AccumulateSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "accumulate";
        }
    }

    @Nested
    class CompactAccumulateSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "compact-accumulate";
        }
    }

    @Nested
    class GenerationSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "generation";
        }
    }

    @Nested
    class NoTextSynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "no-text";
        }
    }

    @Nested
    class ContextOnlySynthesizers extends Synthesizers {

        @Override
        protected String name() {
            return "context-only";
        }
    }

    @Nested
    class StoreRetrievers extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return RetrieverProvider.class;
        }

        @Override
        protected String name() {
            return "store";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(Store.class, InMemoryStore.create())
                    .part(EmbeddingModel.class, FakeEmbeddingModel.create())
                    .build();
        }
    }

    @Nested
    class ScoreCutoffs extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "score-cutoff";
        }
    }

    @Nested
    class MarginalRelevances extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "mmr";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(EmbeddingModel.class, FakeEmbeddingModel.create())
                    .build();
        }
    }

    @Nested
    class NeighbourWindows extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "neighbour-window";
        }

        @Override
        protected Settings settings() {
            return Settings.builder().part(Store.class, InMemoryStore.create()).build();
        }
    }

    @Nested
    class Deduplications extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "deduplicate";
        }
    }

    @Nested
    class LongContextOrders extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "long-context-order";
        }
    }

    @Nested
    class Recencies extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "recency";
        }
    }

    @Nested
    class KeywordFilters extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "keyword-filter";
        }

        @Override
        protected Settings settings() {
            return Settings.builder().set("required", "tide, high water").build();
        }
    }

    @Nested
    class RetrieverQueryEngines extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return QueryEngineProvider.class;
        }

        @Override
        protected String name() {
            return "retriever";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(Retriever.class, Route.retriever(List.of()))
                    .part(ResponseSynthesizer.class, CompactSynthesizer.create(FakeLanguageModel.create()))
                    .build();
        }
    }

    @Nested
    class ModelReranks extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return NodePostprocessorProvider.class;
        }

        @Override
        protected String name() {
            return "model-rerank";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .build();
        }
    }

    @Nested
    class CitationQueryEngines extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return QueryEngineProvider.class;
        }

        @Override
        protected String name() {
            return "citation";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(QueryEngine.class, engine())
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .build();
        }
    }

    @Nested
    class SubQuestionQueryEngines extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return QueryEngineProvider.class;
        }

        @Override
        protected String name() {
            return "sub-question";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(QueryEngine.class, engine())
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .build();
        }
    }

    @Nested
    class CondenseQueryEngines extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return QueryEngineProvider.class;
        }

        @Override
        protected String name() {
            return "condense";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(QueryEngine.class, engine())
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .build();
        }
    }

    @Nested
    class RouterQueryEngines extends ProviderContract {

        @Override
        protected Class<? extends Provider<?>> kind() {
            return QueryEngineProvider.class;
        }

        @Override
        protected String name() {
            return "router";
        }

        @Override
        protected Settings settings() {
            return Settings.builder()
                    .part(QueryEngine.class, engine())
                    .part(LanguageModel.class, FakeLanguageModel.create())
                    .part(
                            NamedEngines.class,
                            new NamedEngines(List.of(new NamedEngine("all", "Everything.", engine()))))
                    .build();
        }
    }

    private static QueryEngine engine() {
        return RetrieverQueryEngine.create(
                Route.retriever(List.of()), CompactSynthesizer.create(FakeLanguageModel.create()));
    }
}

package dev.lectern.index.summary;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import dev.lectern.testkit.FakeEmbeddingModel;
import dev.lectern.testkit.IndexContract;
import org.junit.jupiter.api.Nested;

/** The summary index keeps the contract of indexes with each choice of nodes. */
class SummaryIndexContractTest {

    /** Hands over every node whatever the mode is, since it searches nothing. */
    @Nested
    class All extends IndexContract {

        @Override
        protected Index open() {
            return SummaryIndex.create(InMemoryStore.create());
        }
    }

    /** Searches its store. */
    @Nested
    class Similarity extends IndexContract {

        @Override
        protected Index open() {
            Store store = InMemoryStore.create();
            EmbeddingModel model = FakeEmbeddingModel.create();
            IngestPipeline pipeline = IngestPipeline.builder(store, SentenceSplitter.forModel(model), model)
                    .build();
            return SummaryIndex.create(store, model, NodeChoice.SIMILARITY, pipeline);
        }
    }

    /** Has a model choose. */
    @Nested
    class Model extends IndexContract {

        @Override
        protected Index open() {
            return SummaryIndex.choosing(InMemoryStore.create(), ChoosingRetrieverContractTest.wordCounter());
        }
    }
}

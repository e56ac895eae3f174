package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.ingest.IngestReport;
import dev.lectern.reader.Reader;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Deletion;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import java.util.List;

/** The contract over the plainest index there can be: core's parts, one call each. */
class StoreIndexContractTest extends IndexContract {

    @Override
    protected Index open() {
        return new StoreIndex();
    }

    private static final class StoreIndex implements Index {

        private final Store store = InMemoryStore.create();
        private final FakeEmbeddingModel model = FakeEmbeddingModel.create();
        private final IngestPipeline pipeline = IngestPipeline.builder(
                        store, SentenceSplitter.byTokens(model.tokenizer(), 100, 10), model)
                .build();

        @Override
        public IngestReport ingest(Reader reader, String source) {
            return pipeline.run(reader, source);
        }

        @Override
        public IngestReport ingest(List<Document> documents) {
            return pipeline.run(documents);
        }

        @Override
        public boolean delete(String documentId) {
            return store.delete(Deletion.documents(List.of(documentId))) > 0;
        }

        @Override
        public Retriever retriever(RetrieverOptions options) {
            return StoreRetriever.create(store, model, options);
        }
    }
}

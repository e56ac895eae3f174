package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.retrieve.StoreRetriever;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import java.util.List;

/** The route over core's own parts, for contracts of stations further down. */
final class Route {

    private Route() {}

    /** Returns a retriever over these documents. */
    static Retriever retriever(List<Document> documents) {
        return retriever(documents, RetrieverOptions.defaults());
    }

    /** Returns a retriever over these documents with options. */
    static Retriever retriever(List<Document> documents, RetrieverOptions options) {
        Store store = InMemoryStore.create();
        FakeEmbeddingModel model = FakeEmbeddingModel.create();
        IngestPipeline.builder(store, SentenceSplitter.byTokens(model.tokenizer(), 100, 10), model)
                .build()
                .run(documents);
        return StoreRetriever.create(store, model, options);
    }
}

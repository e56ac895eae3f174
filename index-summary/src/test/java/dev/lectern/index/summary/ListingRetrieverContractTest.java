package dev.lectern.index.summary;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.retrieve.Retriever;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.RetrieverContract;
import java.util.List;

/** The retriever that hands over every node keeps the contract of retrievers, as one that scores nothing. */
class ListingRetrieverContractTest extends RetrieverContract {

    @Override
    protected Retriever open(List<Document> documents) {
        Index index = SummaryIndex.create(InMemoryStore.create());
        index.ingest(documents);
        return index.retriever();
    }
}

package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.retrieve.Retriever;
import java.util.List;

class StoreRetrieverContractTest extends RetrieverContract {

    @Override
    protected Retriever open(List<Document> documents) {
        return Route.retriever(documents);
    }
}

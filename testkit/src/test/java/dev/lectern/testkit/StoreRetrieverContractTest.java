package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.retrieve.Retriever;
import dev.lectern.retrieve.RetrieverOptions;
import dev.lectern.store.SearchMode;
import java.util.List;
import org.junit.jupiter.api.Nested;

class StoreRetrieverContractTest {

    @Nested
    class ByVectors extends RetrieverContract {

        @Override
        protected Retriever open(List<Document> documents) {
            return Route.retriever(documents, RetrieverOptions.defaults().withMode(SearchMode.VECTOR));
        }
    }

    @Nested
    class ByWords extends RetrieverContract {

        @Override
        protected Retriever open(List<Document> documents) {
            return Route.retriever(documents, RetrieverOptions.defaults().withMode(SearchMode.KEYWORD));
        }
    }

    @Nested
    class ByBoth extends RetrieverContract {

        @Override
        protected Retriever open(List<Document> documents) {
            return Route.retriever(documents, RetrieverOptions.defaults().withMode(SearchMode.HYBRID));
        }
    }
}

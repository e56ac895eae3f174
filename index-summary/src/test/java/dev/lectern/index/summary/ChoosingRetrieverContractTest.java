package dev.lectern.index.summary;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Retriever;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.FakeLanguageModel;
import dev.lectern.testkit.RetrieverContract;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The retriever whose nodes a model chooses keeps the contract of retrievers; its model goes by the words of the question. */
class ChoosingRetrieverContractTest extends RetrieverContract {

    @Override
    protected Retriever open(List<Document> documents) {
        Index index = SummaryIndex.choosing(InMemoryStore.create(), wordCounter());
        index.ingest(documents);
        return index.retriever();
    }

    /** Gives each source a point, and one more for each word of the question. */
    static LanguageModel wordCounter() {
        return FakeLanguageModel.builder(ChoosingRetrieverContractTest::counted).build();
    }

    private static String counted(Prompt prompt) {
        return prompt.context().stream()
                .map(piece -> "{\"number\": " + piece.number() + ", \"use\": " + use(prompt.query(), piece) + "}")
                .collect(Collectors.joining(",", "{\"choices\": [", "]}"));
    }

    private static int use(String query, ContextPiece piece) {
        int use = 1;
        for (String word : query.toLowerCase(Locale.ROOT).split("\\W+", -1)) {
            use += !word.isEmpty() && piece.text().toLowerCase(Locale.ROOT).contains(word) ? 1 : 0;
        }
        return use;
    }
}

package dev.lectern.examples.e14modes;

import dev.lectern.document.Document;
import dev.lectern.index.Index;
import dev.lectern.index.summary.SummaryIndex;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.retrieve.Query;
import dev.lectern.store.InMemoryStore;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseMode;
import java.util.List;

/** Asks one question in each mode: what the model sees, how often it is called, and what becomes of it. */
final class ModesSideBySide {

    private static final Query QUESTION = Query.of("When does the ferry leave?");

    private ModesSideBySide() {}

    /** Takes no argument. */
    public static void main(String[] args) {
        Index index = SummaryIndex.create(InMemoryStore.create());
        index.ingest(List.of(
                Document.of("summer", "In summer the ferry does leave at 7:30, at noon and at 18:15."),
                Document.of("tickets", "Tickets are sold at the pier. Dogs and bicycles travel free."),
                Document.of("winter", "In winter the ferry does leave once a day, at noon.")));

        try (LanguageModel model = ExtractiveModel.create()) {
            for (ResponseMode mode : ResponseMode.values()) {
                QueryEngine engine = index.queryEngine(QueryOptions.of(model, mode));

                // The plan is known before any call: which call shows which sources, and the tokens at most.
                System.out.println(engine.explain(QUESTION).plan().explain());

                Response response = engine.query(QUESTION);
                System.out.println(
                        response.status() + ", calls made: " + response.usage().modelCalls());
                System.out.println(response.text().indent(4).stripTrailing());
                System.out.println();
            }
        }
    }
}

package dev.lectern.examples.e18engines;

import dev.lectern.Lectern;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.LanguageModel;
import dev.lectern.models.onnx.OnnxEmbeddingModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.QueryOptions;
import dev.lectern.query.cite.CitationQueryEngine;
import dev.lectern.query.compose.CondenseQueryEngine;
import dev.lectern.query.compose.EmbeddingSelector;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.RouterQueryEngine;
import dev.lectern.query.compose.SubQuestionQueryEngine;
import dev.lectern.query.compose.Turn;
import dev.lectern.synthesize.Response;
import java.nio.file.Path;
import java.util.List;

/** Puts engines around engines: one chooses, one splits a question, one reads what was asked before. */
final class EnginesAroundEngines {

    private EnginesAroundEngines() {}

    /** Takes a folder with the folders {@code lighthouse} and {@code visitors}; without it, the example corpus. */
    public static void main(String[] args) {
        Path corpus = Path.of(args.length > 0 ? args[0] : "examples/corpus");
        LanguageModel model =
                ExtractiveModel.create(); // a chat model in its place would also split, choose and rewrite

        try (OnnxEmbeddingModel embeddings = OnnxEmbeddingModel.allMiniLmL6V2();
                Lectern lighthouse =
                        Lectern.builder().embeddingModel(embeddings).build();
                Lectern visitors = Lectern.builder().embeddingModel(embeddings).build()) {
            lighthouse.ingest(corpus.resolve("lighthouse").toString());
            visitors.ingest(corpus.resolve("visitors").toString());

            // A router chooses by the descriptions. A model would read them; here their meaning is compared with the
            // question.
            QueryEngine router = RouterQueryEngine.create(
                    EmbeddingSelector.create(embeddings),
                    List.of(
                            new NamedEngine(
                                    "lighthouse",
                                    "The lighthouse: its lamp, its keepers, its history.",
                                    engine(lighthouse, model)),
                            new NamedEngine(
                                    "visitors",
                                    "Ferries, tickets, walks and rules for visitors.",
                                    engine(visitors, model))));
            print(router, "What does an adult return ticket cost?");

            // Parts of a question may go different ways: the engine of the parts is the router. Around both, the
            // citation
            // engine numbers the sources in the order in which the answer points to them.
            QueryEngine parts = CitationQueryEngine.create(
                    SubQuestionQueryEngine.builder(router, model).build());
            print(parts, "Who was the last keeper of the lighthouse and when does the last ferry leave Port Ellary?");

            // A follow-up question needs a model that rewrites. The extractive one cannot, and the response says so.
            QueryEngine followUp = CondenseQueryEngine.create(router, model)
                    .after(List.of(new Turn("How many steps lead up to the lantern?", "142 steps.")));
            print(followUp, "And how tall must children be to climb the tower?");
        }
    }

    private static QueryEngine engine(Lectern lectern, LanguageModel model) {
        return lectern.index().queryEngine(QueryOptions.of(model).withSimilarityTopK(3));
    }

    private static void print(QueryEngine engine, String question) {
        Response response = engine.query(question);
        System.out.println(question + "\n  " + response.text().replace("\n\n", "\n  "));
        response.citedSources()
                .forEach(source -> System.out.println(
                        "  [" + source.number() + "] " + source.source().node().documentId()));
        response.remarks().forEach(remark -> System.out.println("  Note: " + remark.text()));
    }
}

package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.query.QueryEngine;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.query.cite.CitationQueryEngine;
import dev.lectern.query.compose.CondenseQueryEngine;
import dev.lectern.query.compose.EmbeddingSelector;
import dev.lectern.query.compose.NamedEngine;
import dev.lectern.query.compose.QuestionSplitter;
import dev.lectern.query.compose.RouterQueryEngine;
import dev.lectern.query.compose.SubQuestionQueryEngine;
import dev.lectern.query.compose.Turn;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.Usage;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The engines of core that stand around others keep the contract; it is here since core cannot see the contract. */
class ComposedQueryEnginesContractTest {

    private static QueryEngine inner(List<Document> documents) {
        return RetrieverQueryEngine.create(
                Route.retriever(documents), CompactSynthesizer.create(ExtractiveModel.create()));
    }

    @Nested
    class Citations extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            return CitationQueryEngine.create(inner(documents));
        }
    }

    @Nested
    class Routers extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            return RouterQueryEngine.create(
                    EmbeddingSelector.create(FakeEmbeddingModel.create()),
                    List.of(
                            new NamedEngine("bread", "Bread, flour and yeast.", inner(List.of())),
                            new NamedEngine("sea", "How the tide does turn.", inner(documents))));
        }
    }

    @Nested
    class SubQuestions extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            return SubQuestionQueryEngine.builder(inner(documents), ExtractiveModel.create())
                    .build();
        }
    }

    @Nested
    class SplitQuestions extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            return SubQuestionQueryEngine.builder(inner(documents), ExtractiveModel.create())
                    .splitter((query, cancellation) -> new QuestionSplitter.Parts(
                            List.of(query.text(), query.text() + " How often?"), Usage.NONE, List.of()))
                    .build();
        }
    }

    @Nested
    class FollowUps extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            return CondenseQueryEngine.create(inner(documents), ExtractiveModel.create())
                    .after(List.of(new Turn("What turns?", "The tide.")));
        }
    }

    @Nested
    class CitationsOverARouterOverParts extends QueryEngineContract {

        @Override
        protected QueryEngine open(List<Document> documents) {
            QueryEngine parts = SubQuestionQueryEngine.builder(inner(documents), ExtractiveModel.create())
                    .build();
            return CitationQueryEngine.create(RouterQueryEngine.create(
                    EmbeddingSelector.create(FakeEmbeddingModel.create()),
                    List.of(new NamedEngine("all", "Everything.", parts))));
        }
    }
}

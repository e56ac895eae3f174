package dev.lectern.testkit;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.postprocess.Deduplication;
import dev.lectern.postprocess.KeywordFilter;
import dev.lectern.postprocess.LongContextOrder;
import dev.lectern.postprocess.MarginalRelevance;
import dev.lectern.postprocess.ModelRerank;
import dev.lectern.postprocess.NeighbourWindow;
import dev.lectern.postprocess.Recency;
import dev.lectern.postprocess.ScoreCutoff;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

/** The postprocessors of core keep the contract; it is here since core cannot see the contract. */
class CorePostprocessorsContractTest {

    @Nested
    class ScoreCutoffs extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return new ScoreCutoff(0.5);
        }
    }

    @Nested
    class Deduplications extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return Deduplication.create();
        }
    }

    @Nested
    class KeywordFilters extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return new KeywordFilter(List.of("tide"), List.of("day 4"));
        }
    }

    @Nested
    class LongContextOrders extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return LongContextOrder.create();
        }
    }

    @Nested
    class MarginalRelevances extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return MarginalRelevance.create(FakeEmbeddingModel.create(), 10);
        }
    }

    @Nested
    class NeighbourWindows extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return NeighbourWindow.create(storeOf(nodes()), 1, 1);
        }

        @Override
        protected boolean addsNodes() {
            return true;
        }
    }

    @Nested
    class NeighboursOfWhatIsGone extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return NeighbourWindow.create(InMemoryStore.create(), 1, 1);
        }
    }

    @Nested
    class Recencies extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return new Recency(
                    Duration.ofDays(1), 0.3, "created_at", InstantSource.fixed(Instant.parse("2025-06-01T00:00:00Z")));
        }
    }

    @Nested
    class ModelReranks extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return ModelRerank.create(
                    FakeLanguageModel.builder(prompt -> "{\"judgements\": [{\"passage\": 2, \"relevance\": 7}]}")
                            .build(),
                    10);
        }
    }

    @Nested
    class ModelReranksByAModelThatCannot extends NodePostprocessorContract {

        @Override
        protected NodePostprocessor open() {
            return ModelRerank.create(FakeLanguageModel.create(), 10);
        }
    }

    private static Store storeOf(List<Node> nodes) {
        Store store = InMemoryStore.create();
        nodes.stream()
                .collect(Collectors.groupingBy(Node::documentId))
                .forEach((id, own) -> store.upsert(List.of(new DocumentNodes(
                        Document.of(id, "any text", Metadata.empty()),
                        "test",
                        own,
                        Collections.nCopies(own.size(), Embedding.of(1, 0))))));
        return store;
    }
}

package dev.lectern.index.summary;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Store;
import java.util.List;

/**
 * Makes a {@link SummaryIndex} from the parts of its settings: a {@link Store}, an {@link EmbeddingModel} where nodes are chosen by
 * similarity, and an {@link IngestPipeline} if there is one already.
 */
public final class SummaryIndexProvider implements IndexProvider {

    private static final Option<NodeChoice> CHOICE =
            Option.choice("choice", NodeChoice.ALL, "which nodes are handed to the answer");

    /** For {@link java.util.ServiceLoader}. */
    public SummaryIndexProvider() {}

    @Override
    public String name() {
        return "summary";
    }

    @Override
    public String description() {
        return "Hands every node to the answer, in order, or those closest to the question.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(CHOICE);
    }

    @Override
    public Index create(Settings settings) {
        Store store = settings.requiredPart(Store.class);
        NodeChoice choice = settings.get(CHOICE);
        if (choice == NodeChoice.ALL && settings.part(IngestPipeline.class).isEmpty()) {
            return SummaryIndex.create(store);
        }
        EmbeddingModel model = settings.requiredPart(EmbeddingModel.class);
        IngestPipeline pipeline = settings.part(IngestPipeline.class)
                .orElseGet(() -> IngestPipeline.builder(store, SentenceSplitter.forModel(model), model)
                        .build());
        return SummaryIndex.create(store, model, choice, pipeline);
    }
}

package dev.lectern.index.summary;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestListener;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.model.LanguageModel;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.store.Store;
import java.util.List;

/**
 * Makes a {@link SummaryIndex} from the parts of its settings: a {@link Store}, an {@link EmbeddingModel} where nodes are chosen by
 * similarity, a {@link LanguageModel} where a model chooses them, and an {@link IngestPipeline} if there is one already.
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
        return "Hands every node to the answer, in order, or those that are chosen for the question.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(CHOICE);
    }

    /** Only a choice by similarity needs vectors. */
    @Override
    public boolean embeds(Settings settings) {
        return settings.get(CHOICE).embeds();
    }

    @Override
    public Index create(Settings settings) {
        Store store = settings.requiredPart(Store.class);
        NodeChoice choice = settings.get(CHOICE);
        if (!choice.embeds()) {
            LanguageModel chooser = choice == NodeChoice.MODEL ? settings.requiredPart(LanguageModel.class) : null;
            return SummaryIndex.unembedded(
                    store,
                    choice,
                    chooser,
                    () -> settings.part(IngestPipeline.class).orElseGet(() -> unembedded(store, settings)));
        }
        EmbeddingModel model = settings.requiredPart(EmbeddingModel.class);
        IngestPipeline pipeline = settings.part(IngestPipeline.class)
                .orElseGet(() -> IngestPipeline.builder(store, SentenceSplitter.forModel(model), model)
                        .build());
        return SummaryIndex.create(store, model, choice, pipeline);
    }

    private static IngestPipeline unembedded(Store store, Settings settings) {
        return SummaryIndex.pipeline(store)
                .failurePolicy(settings.part(FailurePolicy.class).orElse(FailurePolicy.FAIL_FAST))
                .listener(settings.part(IngestListener.class).orElse(IngestListener.NONE))
                .build();
    }
}

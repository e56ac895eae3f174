package dev.lectern.index.vector;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.index.Index;
import dev.lectern.ingest.IngestPipeline;
import dev.lectern.spi.IndexProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.Capability;
import dev.lectern.store.Store;
import java.util.Optional;

/**
 * Makes a {@link VectorIndex} from the parts of its settings: a {@link Store}, an {@link EmbeddingModel} unless the store embeds by
 * itself, and an {@link IngestPipeline} if there is one already.
 */
public final class VectorIndexProvider implements IndexProvider {

    /** For {@link java.util.ServiceLoader}. */
    public VectorIndexProvider() {}

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public String description() {
        return "Chooses the nodes closest to a question.";
    }

    @Override
    public Index create(Settings settings) {
        Store store = settings.requiredPart(Store.class);
        if (store.capabilities().contains(Capability.OWN_EMBEDDING)) {
            return VectorIndex.create(store);
        }
        EmbeddingModel embeddingModel = settings.requiredPart(EmbeddingModel.class);
        Optional<IngestPipeline> pipeline = settings.part(IngestPipeline.class);
        return pipeline.isPresent()
                ? VectorIndex.create(store, embeddingModel, pipeline.get())
                : VectorIndex.create(store, embeddingModel);
    }
}

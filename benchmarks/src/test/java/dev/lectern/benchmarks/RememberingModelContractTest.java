package dev.lectern.benchmarks;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.testkit.EmbeddingModelContract;
import dev.lectern.testkit.FakeEmbeddingModel;

/** Remembering changes nothing of what an embedding model promises. */
class RememberingModelContractTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel open() {
        return new RememberingModel(FakeEmbeddingModel.create());
    }
}

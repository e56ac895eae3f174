package dev.lectern.models.onnx;

import dev.lectern.embed.EmbeddingModel;
import dev.lectern.testkit.EmbeddingModelContract;

class OnnxEmbeddingModelContractTest extends EmbeddingModelContract {

    @Override
    protected EmbeddingModel open() {
        return OnnxEmbeddingModel.allMiniLmL6V2();
    }
}

package dev.lectern.models.onnx;

import dev.lectern.spi.EmbeddingModelProvider;
import dev.lectern.spi.Provider;
import dev.lectern.testkit.ProviderContract;

/** The provider of the included model keeps the contract of providers. */
class OnnxEmbeddingModelProviderContractTest extends ProviderContract {

    @Override
    protected Class<? extends Provider<?>> kind() {
        return EmbeddingModelProvider.class;
    }

    @Override
    protected String name() {
        return "onnx";
    }
}

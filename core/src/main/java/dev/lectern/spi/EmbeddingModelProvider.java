package dev.lectern.spi;

import dev.lectern.embed.EmbeddingModel;

/** Makes embedding models by name. */
public interface EmbeddingModelProvider extends Provider<EmbeddingModel> {

    /**
     * The name of what is used where several are found and none is named: the model inside the JVM, so that no text goes to a service
     * unless somebody says so.
     */
    String DEFAULT = "onnx";
}

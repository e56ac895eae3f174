import dev.lectern.models.onnx.OnnxEmbeddingModelProvider;
import dev.lectern.spi.EmbeddingModelProvider;

/** Embedding models that run inside the JVM. */
module dev.lectern.models.onnx {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.core;
    requires com.microsoft.onnxruntime;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.lectern.models.onnx;

    provides EmbeddingModelProvider with
            OnnxEmbeddingModelProvider;
}

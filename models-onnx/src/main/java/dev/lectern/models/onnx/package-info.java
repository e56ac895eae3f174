/**
 * Embedding models that run inside the JVM: {@link dev.lectern.models.onnx.OnnxEmbeddingModel}.
 *
 * <p>Station: {@code node -> embedding}, the third step of ingest; also the first step of a query.
 */
@NullMarked
package dev.lectern.models.onnx;

import org.jspecify.annotations.NullMarked;

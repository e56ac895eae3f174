package dev.lectern.spi;

import dev.lectern.embed.EmbeddingModel;

/** Makes embedding models by name. */
public interface EmbeddingModelProvider extends Provider<EmbeddingModel> {}

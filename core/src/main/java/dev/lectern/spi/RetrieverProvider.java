package dev.lectern.spi;

import dev.lectern.retrieve.Retriever;

/** Makes retrievers by name. */
public interface RetrieverProvider extends Provider<Retriever> {}

package dev.lectern.spi;

import dev.lectern.index.Index;

/** Makes indexes by name. */
public interface IndexProvider extends Provider<Index> {}

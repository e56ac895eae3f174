package dev.lectern.spi;

import dev.lectern.split.Splitter;

/** Makes splitters by name. */
public interface SplitterProvider extends Provider<Splitter> {}

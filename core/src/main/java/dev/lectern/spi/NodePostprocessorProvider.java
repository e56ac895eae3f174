package dev.lectern.spi;

import dev.lectern.retrieve.NodePostprocessor;

/** Makes node postprocessors by name. */
public interface NodePostprocessorProvider extends Provider<NodePostprocessor> {}

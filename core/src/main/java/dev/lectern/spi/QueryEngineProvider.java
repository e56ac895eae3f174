package dev.lectern.spi;

import dev.lectern.query.QueryEngine;

/** Makes query engines by name. */
public interface QueryEngineProvider extends Provider<QueryEngine> {}

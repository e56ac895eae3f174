/**
 * Serves the ChatGPT Retrieval Plugin API over any store: RetrievalPluginServer and its options.
 *
 * <p>Station: both halves of the route, over HTTP: {@code document -> store}, and {@code question -> scored nodes}.
 */
@NullMarked
package dev.lectern.server;

import org.jspecify.annotations.NullMarked;

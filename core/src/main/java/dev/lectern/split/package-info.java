/**
 * Cuts a document into nodes: {@link dev.lectern.split.Splitter} and its implementations.
 *
 * <p>Station: {@code document -> node}, the second step of ingest.
 */
@NullMarked
package dev.lectern.split;

import org.jspecify.annotations.NullMarked;

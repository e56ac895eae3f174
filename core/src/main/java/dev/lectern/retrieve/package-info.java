/**
 * Finds the nodes for a question: {@link dev.lectern.retrieve.Retriever} and its implementations.
 *
 * <p>Station: {@code question -> scored node}, the first step of a query.
 */
@NullMarked
package dev.lectern.retrieve;

import org.jspecify.annotations.NullMarked;

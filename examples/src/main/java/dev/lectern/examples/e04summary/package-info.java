/**
 * Example 04: an index that reads everything, for questions about the whole.
 *
 * <p>Station: {@code document -> store -> nodes}.
 */
@NullMarked
package dev.lectern.examples.e04summary;

import org.jspecify.annotations.NullMarked;

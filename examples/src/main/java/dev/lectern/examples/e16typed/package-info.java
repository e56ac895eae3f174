/**
 * Example 16: an answer that is a value, not text.
 *
 * <p>Station: {@code question -> value}.
 */
@NullMarked
package dev.lectern.examples.e16typed;

import org.jspecify.annotations.NullMarked;

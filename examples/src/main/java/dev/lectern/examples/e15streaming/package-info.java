/**
 * Example 15: an answer that is printed while it is made.
 *
 * <p>Station: {@code question -> events}.
 */
@NullMarked
package dev.lectern.examples.e15streaming;

import org.jspecify.annotations.NullMarked;

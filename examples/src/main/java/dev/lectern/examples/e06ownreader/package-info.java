/**
 * Example 06: a reader of one's own, found by its name.
 *
 * <p>Station: {@code source -> document}.
 */
@NullMarked
package dev.lectern.examples.e06ownreader;

import org.jspecify.annotations.NullMarked;

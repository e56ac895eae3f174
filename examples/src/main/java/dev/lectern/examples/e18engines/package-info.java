/**
 * Example 18: engines around engines.
 *
 * <p>Station: {@code question -> response}, by a router, by parts, and after other questions.
 */
@NullMarked
package dev.lectern.examples.e18engines;

import org.jspecify.annotations.NullMarked;

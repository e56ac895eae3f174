/**
 * Example 14: each mode side by side on one question.
 *
 * <p>Station: {@code scored nodes -> response}.
 */
@NullMarked
package dev.lectern.examples.e14modes;

import org.jspecify.annotations.NullMarked;

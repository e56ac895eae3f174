/**
 * Example 17: statements of an answer as places of files.
 *
 * <p>Station: {@code question -> response}, with checked marks.
 */
@NullMarked
package dev.lectern.examples.e17citations;

import org.jspecify.annotations.NullMarked;

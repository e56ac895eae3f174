/**
 * Example 01: documents in memory, one question, one answer with its source.
 *
 * <p>Station: the whole route.
 */
@NullMarked
package dev.lectern.examples.e01quickstart;

import org.jspecify.annotations.NullMarked;

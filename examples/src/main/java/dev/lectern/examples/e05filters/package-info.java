/**
 * Example 05: an index by meaning, narrowed by metadata.
 *
 * <p>Station: {@code question -> scored nodes}.
 */
@NullMarked
package dev.lectern.examples.e05filters;

import org.jspecify.annotations.NullMarked;

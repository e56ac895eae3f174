/**
 * Example 07: an index in a directory, kept up to date.
 *
 * <p>Station: the whole route, through the front door.
 */
@NullMarked
package dev.lectern.examples.e07keptindex;

import org.jspecify.annotations.NullMarked;

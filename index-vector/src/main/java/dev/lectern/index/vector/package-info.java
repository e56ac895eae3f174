/**
 * Chooses the nodes closest to a question: {@link dev.lectern.index.vector.VectorIndex}.
 *
 * <p>Station: the whole route, over any store.
 */
@NullMarked
package dev.lectern.index.vector;

import org.jspecify.annotations.NullMarked;

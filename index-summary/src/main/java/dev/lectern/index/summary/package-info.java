/**
 * Hands every node to the answer, or those closest to the question: {@link dev.lectern.index.summary.SummaryIndex}.
 *
 * <p>Station: the whole route, over any store that lists its documents.
 */
@NullMarked
package dev.lectern.index.summary;

import org.jspecify.annotations.NullMarked;

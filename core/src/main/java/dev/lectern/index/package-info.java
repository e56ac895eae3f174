/**
 * A way to choose nodes for a question: {@link dev.lectern.index.Index}, which ties both halves of the route together.
 *
 * <p>Station: the whole route: ingest on one side, retriever and query engine on the other.
 */
@NullMarked
package dev.lectern.index;

import org.jspecify.annotations.NullMarked;

/**
 * Chooses nodes for a question: the {@link dev.lectern.index.Index} interface.
 *
 * <p>Station: joins ingest and query over one store.
 */
@NullMarked
package dev.lectern.index;

import org.jspecify.annotations.NullMarked;

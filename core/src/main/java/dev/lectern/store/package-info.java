/**
 * Keeps nodes and embeddings and finds them again: {@link dev.lectern.store.Store}, filters, and the exact in-memory store.
 *
 * <p>Station: {@code embedding -> store}, the last step of ingest; {@code question -> scored node} of a query.
 */
@NullMarked
package dev.lectern.store;

import org.jspecify.annotations.NullMarked;

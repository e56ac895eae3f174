/**
 * What each endpoint does with store and embedding model, without a word of HTTP but status and body.
 *
 * <p>Station: {@code document -> nodes -> embeddings -> store} for an upsert, {@code question -> embedding -> scored nodes} for a query;
 * {@link dev.lectern.server.api.Endpoint} first.
 */
@NullMarked
package dev.lectern.server.api;

import org.jspecify.annotations.NullMarked;

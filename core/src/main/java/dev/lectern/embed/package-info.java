/**
 * Turns text into vectors: {@link dev.lectern.embed.EmbeddingModel}, its tokens and its values.
 *
 * <p>Station: {@code node -> embedding}, the third step of ingest; also the first step of a query.
 */
@NullMarked
package dev.lectern.embed;

import org.jspecify.annotations.NullMarked;

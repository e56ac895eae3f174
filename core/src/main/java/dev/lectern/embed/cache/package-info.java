/**
 * Keeps embeddings on disk so that no text is embedded twice: {@link dev.lectern.embed.cache.CachingEmbeddingModel}.
 *
 * <p>Station: {@code node -> embedding}, before the model.
 */
@NullMarked
package dev.lectern.embed.cache;

import org.jspecify.annotations.NullMarked;

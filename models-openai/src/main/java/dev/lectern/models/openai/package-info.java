/**
 * Models behind any HTTP endpoint that speaks OpenAI's protocol: {@link dev.lectern.models.openai.OpenAiEmbeddingModel}, over an
 * {@link dev.lectern.models.openai.OpenAiEndpoint}.
 *
 * <p>Station: {@code node -> embedding}, the third step of ingest; also the first step of a query.
 */
@NullMarked
package dev.lectern.models.openai;

import org.jspecify.annotations.NullMarked;

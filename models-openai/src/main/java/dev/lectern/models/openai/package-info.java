/**
 * Models behind any HTTP endpoint that speaks OpenAI's protocol: {@link dev.lectern.models.openai.OpenAiLanguageModel},
 * {@link dev.lectern.models.openai.OpenAiEmbeddingModel}, and the {@link dev.lectern.models.openai.OpenAiEndpoint} both stand on.
 *
 * <p>Station: {@code node -> embedding} of ingest, and what completes the prompts of a query.
 */
@NullMarked
package dev.lectern.models.openai;

import org.jspecify.annotations.NullMarked;

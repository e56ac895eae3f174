package dev.lectern.models.openai;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.ModelLimits;

/**
 * How a language model is asked. Immutable.
 *
 * @param reasoningTokens output beyond the answer, for what the model thinks and does not show
 */
record ChatOptions(String model, ModelLimits limits, Tokenizer tokenizer, double temperature, int reasoningTokens) {}

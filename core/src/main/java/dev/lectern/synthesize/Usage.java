package dev.lectern.synthesize;

import dev.lectern.model.TokenUsage;
import java.time.Duration;
import java.util.Objects;

/**
 * What an answer cost. Immutable.
 *
 * @param modelCalls how often the language model was called, 0 or more
 * @param tokens tokens in and out of it, over all calls
 * @param embedTime how long the question took to embed
 * @param searchTime how long the store took
 * @param synthesisTime how long the answer took to make, model calls included
 */
public record Usage(
        int modelCalls, TokenUsage tokens, Duration embedTime, Duration searchTime, Duration synthesisTime) {

    /** Makes a usage. */
    public Usage {
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(embedTime, "embedTime");
        Objects.requireNonNull(searchTime, "searchTime");
        Objects.requireNonNull(synthesisTime, "synthesisTime");
    }

    /** Nothing called, no time. */
    public static final Usage NONE = new Usage(0, TokenUsage.NONE, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Makes the usage of model calls alone. */
    public static Usage synthesis(int modelCalls, TokenUsage tokens, Duration time) {
        return new Usage(modelCalls, tokens, Duration.ZERO, Duration.ZERO, time);
    }

    /** Returns this usage with the times of retrieval. */
    public Usage withRetrieval(Duration embedding, Duration search) {
        return new Usage(modelCalls, tokens, embedding, search, synthesisTime);
    }

    /** Returns the sum of both; times are added even where both ran at the same time. */
    public Usage plus(Usage other) {
        return new Usage(
                modelCalls + other.modelCalls,
                tokens.plus(other.tokens),
                embedTime.plus(other.embedTime),
                searchTime.plus(other.searchTime),
                synthesisTime.plus(other.synthesisTime));
    }
}

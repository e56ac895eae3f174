package dev.lectern.model;

/**
 * Tokens that went into a model and came out. Immutable.
 *
 * @param inputTokens 0 or more
 * @param outputTokens 0 or more
 */
public record TokenUsage(long inputTokens, long outputTokens) {

    /** Nothing in, nothing out. */
    public static final TokenUsage NONE = new TokenUsage(0, 0);

    /** Returns the sum of both. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }
}

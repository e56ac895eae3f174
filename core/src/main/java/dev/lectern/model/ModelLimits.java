package dev.lectern.model;

/**
 * How much a model takes and gives. Immutable.
 *
 * @param contextTokens prompt and completion together at most, 1 or more
 * @param outputTokens completion at most, 1 or more, less than {@code contextTokens}
 */
public record ModelLimits(int contextTokens, int outputTokens) {

    /**
     * Makes limits.
     *
     * @throws IllegalArgumentException if a limit is below 1 or the output does not fit into the context
     */
    public ModelLimits {
        if (outputTokens < 1 || contextTokens <= outputTokens) {
            throw new IllegalArgumentException("limits must be 1 <= outputTokens < contextTokens, got: outputTokens "
                    + outputTokens + ", contextTokens " + contextTokens);
        }
    }
}

package dev.lectern.store.lucene;

import java.time.Duration;

/**
 * When changes are made safe against a crash. Immutable.
 *
 * @param interval the loss window: how long a change that was acknowledged may still be lost by a crash of the process or the machine,
 *     or by a write that fails (such as a full disk); zero for never
 */
public record CommitPolicy(Duration interval) {

    /**
     * Makes a policy.
     *
     * @throws IllegalArgumentException if the interval is negative or longer than a day
     */
    public CommitPolicy {
        if (interval.isNegative() || interval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("interval must be zero to a day, got: " + interval);
        }
    }

    /**
     * Commits before each upsert or deletion returns: what was acknowledged survives a crash. The default. Costs one wait for the disk
     * per batch, or per group of batches that wait at the same time, so a single writer should not make batches too small.
     */
    public static CommitPolicy everyBatch() {
        return new CommitPolicy(Duration.ZERO);
    }

    /** Commits at intervals, and when the store is closed; for many small batches where a source can be read again. */
    public static CommitPolicy every(Duration interval) {
        return new CommitPolicy(interval);
    }

    boolean isEveryBatch() {
        return interval.isZero();
    }
}

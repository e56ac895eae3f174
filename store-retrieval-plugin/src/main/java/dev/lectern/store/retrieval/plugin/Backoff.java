package dev.lectern.store.retrieval.plugin;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is sent again.
 *
 * <p>The wait is drawn from 0 to a limit that doubles with each attempt, so that clients that failed together do not come back together.
 * What the server asks for is waited for in full, with up to a tenth on top for the same reason.
 *
 * @param random gives numbers from 0 to below 1
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">M. Brooker, Exponential Backoff and Jitter,
 *     2015: full jitter</a>
 */
record Backoff(DoubleSupplier random) {

    /** Long enough for a connection to be made anew. */
    private static final Duration FIRST = Duration.ofMillis(250);

    /** A busy server is asked again a few times a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 10;

    /**
     * Returns the wait.
     *
     * @param attempt the attempt that failed, counted from 1
     */
    Duration before(int attempt, Optional<Duration> asked) {
        double part = random.getAsDouble();
        if (asked.isPresent()) {
            return asked.get().plus(scaled(asked.get(), part / 10));
        }
        Duration limit = FIRST.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        return scaled(limit.compareTo(LONGEST) < 0 ? limit : LONGEST, part);
    }

    private static Duration scaled(Duration time, double part) {
        return Duration.ofMillis((long) (time.toMillis() * part));
    }
}

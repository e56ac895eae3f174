package dev.lectern.readers.web.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a page is asked for again.
 *
 * <p>The wait is drawn from between half a limit and the limit, which doubles with each attempt: readers that failed together do not come
 * back together, and none comes back at once. What the server asks for is waited for in full, with up to a tenth on top.
 *
 * @param random gives numbers from 0 to below 1
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">M. Brooker, Exponential Backoff and Jitter,
 *     2015: equal jitter</a>
 */
record Backoff(DoubleSupplier random) {

    /** A server that stumbled needs a moment rather than a minute. */
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 5;

    /**
     * Returns the wait.
     *
     * @param attempt the attempt that failed, counted from 1
     * @param asked what the server asks for
     */
    Duration after(int attempt, Optional<Duration> asked) {
        double part = random.getAsDouble();
        if (asked.isPresent()) {
            return asked.get().plus(scaled(asked.get(), part / 10));
        }
        return scaled(FIRST.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS)), 0.5 + part / 2);
    }

    private static Duration scaled(Duration time, double part) {
        return Duration.ofMillis((long) (time.toMillis() * part));
    }
}

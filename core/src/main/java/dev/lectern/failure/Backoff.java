package dev.lectern.failure;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a request is sent again.
 *
 * <p>The wait is drawn from 0 to a limit that doubles with each attempt, from a quarter of a second to fifteen, so that clients that
 * failed together do not come back together. What the server asks for is waited for in full, with up to a tenth on top for the same
 * reason.
 *
 * <p>Immutable; thread-safe as its source of numbers is.
 *
 * @param random gives numbers from 0 to below 1
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">M. Brooker, Exponential Backoff and Jitter,
 *     2015: full jitter</a>
 */
public record Backoff(DoubleSupplier random) {

    /** Long enough for a connection to be made anew. */
    private static final Duration FIRST = Duration.ofMillis(250);

    /** A busy server is asked again a few times a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int MOST_DOUBLINGS = 10;

    /** Makes a backoff. */
    public Backoff {
        Objects.requireNonNull(random, "random");
    }

    /**
     * Returns the wait, 0 or more.
     *
     * @param attempt the attempt that failed, counted from 1
     * @param asked how long the server asks to wait, if it does
     */
    public Duration before(int attempt, Optional<Duration> asked) {
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

package dev.lectern.models.openai;

import dev.lectern.models.openai.ServiceFault.Kind;
import java.time.Duration;

/**
 * Holds calls back so that requests and tokens per minute stay within limits, first come, first served.
 *
 * <p>Two buckets that fill evenly: a call takes its part of both in advance and waits until they are no longer in debt; what it did not use is
 * given back by {@link #settle}. A call that costs more than a minute's tokens waits for a full bucket. What the service itself says
 * ({@link #pause}) holds back all calls. Where it asks for more than the longest wait, calls fail at once for the time of that wait; then one goes
 * out again, so that no answer closes an endpoint for good. The queue is bounded: one more call than may wait fails at once, as does one whose
 * wait would outlast its time limit. Thread-safe.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">Generic cell rate algorithm</a>, whose virtual time this is
 *     in tokens
 */
final class RateLimiter {

    private static final double MINUTE_NANOS = 60e9;

    private final World world;
    private final int maxWaiting;
    private final Duration longestWait;
    private final Object lock = new Object();
    private final Bucket requests;
    private final Bucket tokens;
    private int waiting;
    private boolean paused;
    private long pausedUntil;

    /** What the service asked for where that is more than the longest wait; zero where it is not. */
    private Duration refused = Duration.ZERO;

    /**
     * Makes a limiter; a rate of 0 is none.
     *
     * @param longestWait what the service may ask a call to wait
     */
    RateLimiter(int requestsPerMinute, int tokensPerMinute, int maxWaiting, Duration longestWait, World world) {
        this.world = world;
        this.maxWaiting = maxWaiting;
        this.longestWait = longestWait;
        long now = world.nanoTime().getAsLong();
        this.requests = new Bucket(requestsPerMinute, now);
        this.tokens = new Bucket(tokensPerMinute, now);
    }

    /** Tells whether the cost of a call matters. */
    boolean limitsTokens() {
        return tokens.capacity > 0;
    }

    /**
     * Waits for a call's turn.
     *
     * @param cost tokens that the call may use at most
     * @param deadline of the call, as {@link World#nanoTime} counts
     * @throws CallFailure if too many wait, the wait would be too long, or the call is taken back
     */
    void acquire(long cost, long deadline, Stop stop) throws CallFailure, InterruptedException {
        long wait;
        synchronized (lock) {
            long now = world.nanoTime().getAsLong();
            wait = Math.max(pause(now), Math.max(requests.waitFor(1, now), tokens.waitFor(cost, now)));
            if (wait > 0) {
                requireRoom(wait, deadline - now);
                waiting++;
            }
            requests.take(1);
            tokens.take(cost);
        }
        if (wait > 0) {
            boolean served = false;
            try {
                await(wait, deadline, stop);
                served = true;
            } finally {
                synchronized (lock) {
                    waiting--;
                    if (!served) {
                        requests.take(-1);
                        tokens.take(-cost);
                    }
                }
            }
        }
    }

    private void await(long first, long deadline, Stop stop) throws CallFailure, InterruptedException {
        for (long wait = first; wait > 0; ) {
            if (world.sleeper().sleep(Duration.ofNanos(wait), stop)) {
                throw CallFailure.of(Kind.CANCELLED, "the call was taken back while it waited for its turn.");
            }
            synchronized (lock) {
                long now = world.nanoTime().getAsLong();
                wait = pause(now); // another call may have been told to wait meanwhile
                if (wait > 0) {
                    requireInTime(wait, deadline - now);
                }
            }
        }
    }

    private void requireRoom(long wait, long left) throws CallFailure {
        if (waiting >= maxWaiting) {
            throw new CallFailure(
                    ServiceFault.of(Kind.QUEUE_FULL),
                    waiting + " calls wait already for the limit of requests or tokens, as many as may."
                            + " Try again later, or allow more calls to wait.",
                    false,
                    null);
        }
        requireInTime(wait, left);
    }

    private static void requireInTime(long wait, long left) throws CallFailure {
        if (wait > left) {
            throw new CallFailure(
                    ServiceFault.of(Kind.QUEUE_FULL),
                    "its turn would come in " + Duration.ofNanos(wait).toSeconds() + " s, after its time limit."
                            + " Try again later, or allow more time, requests or tokens.",
                    false,
                    null);
        }
    }

    /** Gives back what a call took in advance and did not use, or takes what it used beyond. */
    void settle(long taken, long used) {
        synchronized (lock) {
            tokens.refill(world.nanoTime().getAsLong());
            tokens.take(used - taken);
        }
    }

    /** Tells whether a call waits as long as the service asks. */
    boolean isWorthWaiting(Duration asked) {
        return asked.compareTo(longestWait) <= 0;
    }

    /** Holds back all calls that are not sent yet, or has them fail, where the service asks for more than the longest wait. */
    void pause(Duration asked) {
        boolean worth = isWorthWaiting(asked);
        synchronized (lock) {
            long until = world.nanoTime().getAsLong() + (worth ? asked : longestWait).toNanos();
            if (!paused || until - pausedUntil > 0 || !worth) {
                paused = true;
                pausedUntil = until;
                refused = worth ? Duration.ZERO : asked;
            }
        }
    }

    private long pause(long now) throws CallFailure {
        long left = paused ? Math.max(0, pausedUntil - now) : 0;
        if (left > 0 && !refused.isZero()) {
            throw new CallFailure(
                    ServiceFault.of(Kind.RATE_LIMIT),
                    "the service asked before to wait " + refused.toSeconds() + " s, more than the "
                            + longestWait.toSeconds() + " s that a call waits. It is asked again in "
                            + Math.max(1, Duration.ofNanos(left).toSeconds())
                            + " s at the earliest. Try again later, or raise longest-wait.",
                    false,
                    null);
        }
        return left;
    }

    /** One limit; under the lock of the limiter. */
    private static final class Bucket {

        private final double capacity;
        private double level;
        private long updated;

        Bucket(int perMinute, long now) {
            this.capacity = perMinute;
            this.level = perMinute;
            this.updated = now;
        }

        /** Returns how long it takes until a cost, or a full bucket, is there; 0 without a limit. */
        long waitFor(long cost, long now) {
            refill(now);
            double missing = Math.min((double) cost, capacity) - level;
            return capacity == 0 || missing <= 0 ? 0 : (long) Math.ceil(missing * MINUTE_NANOS / capacity);
        }

        void refill(long now) {
            level = Math.min(capacity, level + (double) (now - updated) * capacity / MINUTE_NANOS);
            updated = now;
        }

        void take(long cost) {
            level -= (double) cost;
        }
    }
}

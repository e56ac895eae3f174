package dev.lectern.models.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Time and chance, so that tests can set them. Immutable.
 *
 * @param nanoTime as {@link System#nanoTime()}
 * @param clock what dates in headers are compared with
 * @param random numbers from 0 to below 1
 * @param sleeper waits
 */
record World(LongSupplier nanoTime, Clock clock, DoubleSupplier random, Sleeper sleeper) {

    /** Waits until a time has passed or a call is taken back. */
    @FunctionalInterface
    interface Sleeper {
        /** Returns true if the call was taken back. */
        boolean sleep(Duration time, Stop stop) throws InterruptedException;
    }

    static World real() {
        return new World(
                System::nanoTime,
                Clock.systemUTC(),
                () -> ThreadLocalRandom.current().nextDouble(),
                (time, stop) -> stop.await(time));
    }

    Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
    }
}

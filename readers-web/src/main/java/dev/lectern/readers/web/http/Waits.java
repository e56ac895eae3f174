package dev.lectern.readers.web.http;

import java.time.Duration;

/** Time as the client sees it, so that tests need not wait. */
interface Waits {

    /** Returns a time in nanoseconds that only differences have a meaning of. */
    long nanoTime();

    /** Lets the calling thread wait; returns at once unless the time is positive. */
    void sleep(Duration time) throws InterruptedException;

    /** Returns the time of the machine. */
    static Waits real() {
        return new Waits() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                if (time.compareTo(Duration.ZERO) > 0) {
                    Thread.sleep(time.toMillis() + 1);
                }
            }
        };
    }
}

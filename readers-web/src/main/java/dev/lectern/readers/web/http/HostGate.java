package dev.lectern.readers.web.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Lets requests to one host through: so many at a time, and one after the other with a pause between; safe for concurrent use. */
final class HostGate {

    private final Object lock = new Object();
    private final Semaphore permits;
    private final Waits waits;
    private long free;

    HostGate(int maxAtOnce, Waits waits) {
        this.permits = new Semaphore(maxAtOnce, true);
        this.waits = waits;
        this.free = waits.nanoTime();
    }

    /**
     * Waits for a turn, which {@link #leave} ends.
     *
     * @param delay the least time between the starts of this request and the next
     */
    void enter(Duration delay) throws InterruptedException {
        permits.acquire();
        try {
            waits.sleep(Duration.ofNanos(takeTurn(delay)));
        } catch (InterruptedException e) {
            permits.release();
            throw e;
        }
    }

    private long takeTurn(Duration delay) {
        synchronized (lock) {
            long now = waits.nanoTime();
            long wait = Math.max(0, free - now);
            free = now + wait + delay.toNanos();
            return wait;
        }
    }

    void leave() {
        permits.release();
    }

    /** Keeps all requests that do not have their turn yet back for a time. */
    void hold(Duration time) {
        synchronized (lock) {
            free += Math.max(0, waits.nanoTime() + time.toNanos() - free);
        }
    }

    /** Tells whether no pause is under way. */
    boolean isFree() {
        synchronized (lock) {
            return free - waits.nanoTime() <= 0;
        }
    }
}

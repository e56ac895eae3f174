package dev.lectern.server.http;

import java.util.concurrent.atomic.AtomicLong;

/** What all bodies under way may take of the heap, so that many large ones at once are refused instead of filling it. Thread-safe. */
public final class BodyMemory {

    private final long maxBytes;
    private final AtomicLong taken = new AtomicLong();

    /** Makes a memory of so many bytes. */
    public BodyMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Makes a memory of a quarter of the heap: what is parsed stands there a second time, and the answer beside it. */
    public static BodyMemory ofHeap() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Starts the share of one request. */
    Share share() {
        return new Share();
    }

    /** What one request has taken. Thread-safe. */
    final class Share {

        private long own;
        private boolean closed;

        private Share() {}

        /** Takes some more; false if there is not enough, or all was given back. */
        synchronized boolean take(int bytes) {
            if (closed) {
                return false;
            } else if (taken.addAndGet(bytes) > maxBytes) {
                taken.addAndGet(-bytes);
                return false;
            }
            own += bytes;
            return true;
        }

        /** Gives all back; no more can be taken. */
        synchronized void free() {
            taken.addAndGet(-own);
            own = 0;
            closed = true;
        }
    }
}

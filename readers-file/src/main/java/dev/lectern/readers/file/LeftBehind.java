package dev.lectern.readers.file;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the threads that go on with a file which was given up, and says when there are too many to begin with another file.
 *
 * <p>Thread-safe.
 */
final class LeftBehind {

    /**
     * That of this process, whose cores and memory they all take, whichever reader gave the file up: the one state that readers share.
     * Eight hanging files are an attack or a broken library, not bad luck.
     */
    static final LeftBehind OF_PROCESS = new LeftBehind(8);

    private final int max;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes a count.
     *
     * @param max how many threads may be left behind, 1 or more
     */
    LeftBehind(int max) {
        this.max = max;
    }

    /** Returns how many threads may be left behind. */
    int max() {
        return max;
    }

    /** Tells whether no file is to be begun until a thread ends. */
    boolean isFull() {
        return count.get() >= max;
    }

    void add() {
        count.incrementAndGet();
    }

    void remove() {
        count.decrementAndGet();
    }
}

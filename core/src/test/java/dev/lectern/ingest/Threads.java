package dev.lectern.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What tests of threads share. */
final class Threads {

    private Threads() {}

    /** Waits for a gate; an interrupt ends the wait with an exception and leaves the flag set. */
    static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the gate", e);
        }
    }

    /** Fails if a thread of a run lives on. */
    static void assertNoneLeft() throws InterruptedException {
        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lectern-"))
                .toList();
        for (Thread thread : left) {
            thread.join(TimeUnit.SECONDS.toMillis(10)); // a pool ends a moment before its last thread does
        }
        assertThat(left).noneMatch(Thread::isAlive);
    }
}

package dev.lectern.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

    /** Waits until a condition no longer holds. */
    static void awaitWhile(BooleanSupplier condition) {
        while (condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000); // leaves the processor to the threads that are waited for
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

package dev.lectern.store.lucene;

import com.google.common.base.Throwables;
import com.google.common.collect.ObjectArrays;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does what opens and writes files, one piece of work after the other, on a thread of its own.
 *
 * <p>An interrupt closes the files on which the interrupted thread works, the lock of the directory among them, so no thread of a caller
 * may touch them. A caller waits to the end whether interrupted or not, and keeps its flag. Thread-safe.
 */
final class Worker implements AutoCloseable {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "lectern-lucene");
        made.setDaemon(true);
        return made;
    });

    /** Does some work on a thread that is only there for it. */
    static <T> T once(Supplier<T> work) {
        try (Worker worker = new Worker()) {
            return worker.call(work::get);
        } catch (IOException e) {
            throw new UncheckedIOException("a supplier throws none", e);
        }
    }

    /**
     * Waits for its turn, does some work and returns what came of it.
     *
     * @throws IllegalStateException if this is closed
     */
    <T> T call(Callable<T> work) throws IOException {
        Future<T> done;
        try {
            done = thread.submit(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("The store is closed.", e);
        }
        try {
            return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(done), "result");
        } catch (ExecutionException e) {
            Throwable failure = Objects.requireNonNull(e.getCause(), "cause");
            addCaller(failure);
            Throwables.throwIfInstanceOf(failure, IOException.class);
            Throwables.throwIfUnchecked(failure);
            throw new IllegalStateException(failure);
        }
    }

    /** A failure is thrown in the caller's name, so its trace goes on with the caller. */
    private static void addCaller(Throwable failure) {
        failure.setStackTrace(ObjectArrays.concat(
                failure.getStackTrace(), Thread.currentThread().getStackTrace(), StackTraceElement.class));
    }

    /** Does some work again and again; it must not fail. */
    void every(Duration interval, Runnable work) {
        long nanos = interval.toNanos();
        Future<?> unused = thread.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Lets the thread end after the work that waits. */
    @Override
    public void close() {
        thread.shutdown();
    }
}

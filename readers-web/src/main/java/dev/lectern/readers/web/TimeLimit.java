package dev.lectern.readers.web;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.lectern.readers.web.http.WebException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Ends the wait for work that takes too long. A parser does not heed interruption, so its thread is left behind until it is done, as a
 * daemon; while too many are left behind nothing else is begun, so that a hostile site cannot take all processors and all memory.
 *
 * <p>Safe for concurrent use; callers bound how much runs at a time.
 */
final class TimeLimit implements AutoCloseable {

    /** As many pages of the largest size as a small heap has room for. */
    private static final int MAX_LEFT_BEHIND = 8;

    private final Duration limit;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
            .setNameFormat("lectern-parse-%d")
            .setDaemon(true)
            .build());

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * Returns what the work returns; what it throws passes on unchanged.
     *
     * @param source what is worked on, for the message
     * @throws WebException if it takes too long, or the thread is interrupted (its flag is set)
     */
    <T> T run(String source, Supplier<T> work) {
        if (leftBehind.get() >= MAX_LEFT_BEHIND) {
            throw WebException.passing(
                    source, MAX_LEFT_BEHIND + " pages before it took longer than " + limit + " and still run.", null);
        }
        AtomicInteger ends = new AtomicInteger();
        Future<T> result = threads.submit(() -> {
            try {
                return work.get();
            } finally {
                if (ends.incrementAndGet() == 2) {
                    leftBehind.decrementAndGet();
                }
            }
        });
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            leave(ends);
            throw WebException.lasting(
                    source,
                    "its text was not found within " + limit
                            + ". Raise parseTimeout (option parse-timeout) to wait longer.",
                    e);
        } catch (InterruptedException e) {
            leave(ends);
            Thread.currentThread().interrupt();
            throw WebException.passing(source, "the thread was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw new IllegalStateException(e);
        }
    }

    /** The second of the two who come to an end undoes the count: the wait first, then the work. */
    private void leave(AtomicInteger ends) {
        leftBehind.incrementAndGet();
        if (ends.incrementAndGet() == 2) {
            leftBehind.decrementAndGet();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}

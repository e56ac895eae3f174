package dev.lectern.readers.file;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends what a reading does not need of its threads: to one large file, or to the last ones of a folder.
 *
 * <p>Files come first: one that begins while all threads are lent begins at once, and nothing is lent until there is room again.
 *
 * <p>Thread-safe.
 */
final class SpareThreads implements Executor {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final int max;
    private final AtomicInteger busy = new AtomicInteger();

    /** Makes a lender of {@code max} threads, 1 or more, those that read files included. */
    SpareThreads(int max) {
        this.max = max;
    }

    /** Returns work that counts as busy while it runs. */
    <T> Callable<T> counted(Callable<T> work) {
        return () -> {
            busy.incrementAndGet();
            try {
                return work.call();
            } finally {
                busy.decrementAndGet();
            }
        };
    }

    /** Runs work on a daemon thread, or throws {@link RejectedExecutionException} at once if no thread is spare. */
    @Override
    public void execute(Runnable work) {
        int count = busy.get();
        while (count < max && !busy.compareAndSet(count, count + 1)) {
            count = busy.get();
        }
        if (count >= max) {
            throw new RejectedExecutionException("all " + max + " threads are busy");
        }
        Runnable counted = () -> {
            try {
                work.run();
            } finally {
                busy.decrementAndGet();
            }
        };
        Thread thread = new Thread(counted, "lectern-read-pages-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }
}

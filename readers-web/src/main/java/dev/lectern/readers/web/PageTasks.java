package dev.lectern.readers.web;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.lectern.readers.web.http.WebException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on several things at a time and gives the results to one thread.
 *
 * <p>What is under way or waits to be given on is bounded by twice the number of threads. Results may lead to more things to work on: the
 * next one is asked for only when a thread is free, and again after each result.
 *
 * @param source what is read, for the message when the thread is interrupted
 * @param threads how many things are worked on at a time, 1 or more
 * @param order in which results are given on
 * @param cancelled asked several times a second; when it is true all work is given up
 */
record PageTasks(String source, int threads, PageOrder order, BooleanSupplier cancelled) {

    private static final long CANCEL_CHECK_MILLIS = 100;

    /**
     * Works until there is nothing left, or nobody wants more.
     *
     * @param next returns the next thing to work on, null while there is none; called by this thread only
     * @param work runs on several threads
     * @param take gets each result, on this thread; what it throws ends the work and passes on unchanged
     * @throws WebException if the thread is interrupted; its flag is set
     */
    <T, R> void run(Supplier<@Nullable T> next, Function<T, R> work, Consumer<R> take) {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads,
                new ThreadFactoryBuilder()
                        .setNameFormat("lectern-pages-%d")
                        .setDaemon(true)
                        .build());
        try {
            Semaphore arrived = new Semaphore(0);
            Deque<CompletableFuture<R>> waiting = new ArrayDeque<>();
            while (!cancelled.getAsBoolean()) {
                fill(waiting, next, job -> start(() -> work.apply(job), pool, arrived));
                if (waiting.isEmpty()) {
                    return;
                }
                CompletableFuture<R> done = takeDone(waiting);
                if (done == null) {
                    arrived.tryAcquire(CANCEL_CHECK_MILLIS, TimeUnit.MILLISECONDS);
                } else {
                    take.accept(result(done));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WebException.passing(source, "the thread was interrupted.", e);
        } finally {
            pool.shutdownNow();
            Uninterruptibles.awaitTerminationUninterruptibly(pool);
        }
    }

    private <T, R> void fill(
            Deque<CompletableFuture<R>> waiting, Supplier<@Nullable T> next, Function<T, CompletableFuture<R>> start) {
        while (waiting.size() < 2 * threads) {
            T job = next.get();
            if (job == null) {
                return;
            }
            waiting.addLast(start.apply(job));
        }
    }

    private static <R> CompletableFuture<R> start(Supplier<R> work, ExecutorService pool, Semaphore arrived) {
        CompletableFuture<R> done = new CompletableFuture<>();
        pool.execute(() -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException | Error fault) {
                done.completeExceptionally(fault);
            } finally {
                arrived.release();
            }
        });
        return done;
    }

    /** Takes what is to be given on next out of what is waiting; null while that is not done. */
    private <R> @Nullable CompletableFuture<R> takeDone(Deque<CompletableFuture<R>> waiting) {
        if (order == PageOrder.SOURCE) {
            return waiting.getFirst().isDone() ? waiting.removeFirst() : null;
        }
        for (Iterator<CompletableFuture<R>> each = waiting.iterator(); each.hasNext(); ) {
            CompletableFuture<R> one = each.next();
            if (one.isDone()) {
                each.remove();
                return one;
            }
        }
        return null;
    }

    private static <R> R result(CompletableFuture<R> done) throws InterruptedException {
        try {
            return done.get();
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
}

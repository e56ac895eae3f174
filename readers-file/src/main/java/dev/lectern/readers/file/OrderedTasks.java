package dev.lectern.readers.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs tasks on a few threads and hands over their results in order, by the calling thread.
 *
 * <p>Look-ahead is bounded by number and by weight, so a slow consumer holds the work back. However it ends, the threads are stopped:
 * running tasks are interrupted, waiting ones never start.
 *
 * @param <T> what a task makes
 */
final class OrderedTasks<T> {

    /** Tasks per thread that may be ahead of the consumer; enough to keep threads busy while one long task is at the head. */
    private static final int AHEAD_PER_THREAD = 4;

    /** How often a waiting caller asks whether it is cancelled. */
    private static final long CANCEL_POLL_MILLIS = 50;

    /** How long the end waits for tasks that were interrupted; those that do not listen end by themselves on daemon threads. */
    private static final long STOP_MILLIS = 500;

    private static final AtomicInteger THREADS = new AtomicInteger();

    /** A task and what it weighs, in bytes. */
    record Task<T>(Callable<T> work, long weight) {}

    private record Running<T>(FutureTask<T> future, long weight) {}

    private final int threads;
    private final long maxWeight;
    private final BooleanSupplier cancelled;

    /**
     * Prepares a run.
     *
     * @param threads 1 runs everything in the calling thread
     * @param maxWeight the sum of weights that may be ahead; one task always may
     * @param cancelled asked between tasks and while waiting
     */
    OrderedTasks(int threads, long maxWeight, BooleanSupplier cancelled) {
        this.threads = threads;
        this.maxWeight = maxWeight;
        this.cancelled = cancelled;
    }

    /**
     * Runs tasks until they end or the run is cancelled. What {@code consumer} throws passes unchanged.
     *
     * @throws ExecutionException what a task threw, as its cause
     * @throws InterruptedException if the calling thread is interrupted while waiting
     */
    void run(Iterator<Task<T>> tasks, Consumer<T> consumer) throws ExecutionException, InterruptedException {
        if (threads == 1) {
            while (!cancelled.getAsBoolean() && tasks.hasNext()) {
                FutureTask<T> task = new FutureTask<>(tasks.next().work);
                task.run();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                consumer.accept(task.get());
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads, OrderedTasks::newThread);
        try {
            runOn(pool, tasks, consumer);
        } finally {
            stop(pool);
        }
    }

    private void runOn(ExecutorService pool, Iterator<Task<T>> tasks, Consumer<T> consumer)
            throws ExecutionException, InterruptedException {
        Deque<Running<T>> ahead = new ArrayDeque<>();
        long weight = 0;
        Task<T> next = tasks.hasNext() ? tasks.next() : null;
        while (!cancelled.getAsBoolean() && (next != null || !ahead.isEmpty())) {
            while (next != null && hasRoom(ahead, weight, next)) {
                Running<T> running = new Running<>(new FutureTask<>(next.work), next.weight);
                ahead.add(running);
                weight += running.weight;
                pool.execute(running.future);
                next = tasks.hasNext() ? tasks.next() : null;
            }
            Running<T> head = ahead.element();
            if (isDoneSoon(head)) {
                ahead.remove();
                weight -= head.weight;
                consumer.accept(head.future.get());
            }
        }
    }

    private boolean hasRoom(Deque<Running<T>> ahead, long weight, Task<T> next) {
        return ahead.isEmpty() || (ahead.size() < threads * AHEAD_PER_THREAD && weight + next.weight <= maxWeight);
    }

    private static boolean isDoneSoon(Running<?> head) throws InterruptedException, ExecutionException {
        try {
            head.future.get(CANCEL_POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        try {
            pool.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "lectern-read-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}

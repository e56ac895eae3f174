package dev.lectern.readers.file;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    /**
     * A task.
     *
     * @param work makes a result; stops soon after it is interrupted, if it can
     * @param weight what it weighs, in bytes
     * @param late makes the result where the work takes too long
     */
    record Task<T>(Callable<T> work, long weight, Supplier<T> late) {}

    /** A task on its way. */
    private static final class Running<T> {

        private final FutureTask<T> future;
        private final Task<T> task;
        private volatile long startNanos;
        private volatile boolean started;

        Running(Task<T> task) {
            this.task = task;
            this.future = new FutureTask<>(() -> {
                startNanos = System.nanoTime();
                started = true;
                return task.work.call();
            });
        }

        boolean isLate(Duration limit) {
            return started && System.nanoTime() - startNanos > limit.toNanos();
        }
    }

    private final int threads;
    private final long maxWeight;
    private final Duration timeLimit;
    private final BooleanSupplier cancelled;

    /**
     * Prepares a run.
     *
     * @param threads 1 or more, beside the calling thread
     * @param maxWeight the sum of weights that may be ahead; one task always may
     * @param timeLimit after which a task is interrupted and left to itself; another thread takes the place of its thread
     * @param cancelled asked between tasks and while waiting
     */
    OrderedTasks(int threads, long maxWeight, Duration timeLimit, BooleanSupplier cancelled) {
        this.threads = threads;
        this.maxWeight = maxWeight;
        this.timeLimit = timeLimit;
        this.cancelled = cancelled;
    }

    /**
     * Runs tasks until they end or the run is cancelled. What {@code consumer} throws passes unchanged.
     *
     * @throws ExecutionException what a task threw, as its cause
     * @throws InterruptedException if the calling thread is interrupted while waiting
     */
    void run(Iterator<Task<T>> tasks, Consumer<T> consumer) throws ExecutionException, InterruptedException {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), OrderedTasks::newThread);
        try {
            runOn(pool, tasks, consumer);
        } finally {
            stop(pool);
        }
    }

    private void runOn(ThreadPoolExecutor pool, Iterator<Task<T>> tasks, Consumer<T> consumer)
            throws ExecutionException, InterruptedException {
        Deque<Running<T>> ahead = new ArrayDeque<>();
        long weight = 0;
        Task<T> next = tasks.hasNext() ? tasks.next() : null;
        while (!cancelled.getAsBoolean() && (next != null || !ahead.isEmpty())) {
            while (next != null && hasRoom(ahead, weight, next)) {
                Running<T> running = new Running<>(next);
                ahead.add(running);
                weight += next.weight;
                pool.execute(running.future);
                next = tasks.hasNext() ? tasks.next() : null;
            }
            Running<T> head = ahead.element();
            boolean done = isDoneSoon(head);
            if (done || isGivenUp(head, pool)) {
                ahead.remove();
                weight -= head.task.weight;
                consumer.accept(done || !head.future.isCancelled() ? head.future.get() : head.task.late.get());
            }
        }
    }

    private boolean hasRoom(Deque<Running<T>> ahead, long weight, Task<T> next) {
        return ahead.isEmpty() || (ahead.size() < threads * AHEAD_PER_THREAD && weight + next.weight <= maxWeight);
    }

    /** Gives a task up that takes too long; its thread may go on for ever, so the pool gets one more. */
    private boolean isGivenUp(Running<T> head, ThreadPoolExecutor pool) {
        if (!head.isLate(timeLimit)) {
            return false;
        }
        if (head.future.cancel(true)) {
            int size = pool.getMaximumPoolSize() + 1;
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        }
        return true;
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

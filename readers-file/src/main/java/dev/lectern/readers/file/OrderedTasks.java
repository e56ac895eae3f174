package dev.lectern.readers.file;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a few threads and hands over their results in order, by the calling thread.
 *
 * <p>Look-ahead is bounded by number and by weight, so a slow consumer holds the work back. However it ends, the threads are stopped:
 * running tasks are interrupted, waiting ones never start. A thread that does not listen is left behind and counted; while too many
 * are, tasks are refused instead of begun.
 *
 * @param <T> what a task makes
 */
final class OrderedTasks<T> {

    /** Tasks per thread that may be ahead of the consumer; enough to keep threads busy while one long task is at the head. */
    private static final int AHEAD_PER_THREAD = 4;

    /** How often a waiting caller asks whether it is cancelled. */
    private static final long CANCEL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** How long the end waits for tasks that were interrupted; those that do not listen end by themselves on daemon threads. */
    private static final long STOP_MILLIS = 500;

    private static final AtomicInteger THREADS = new AtomicInteger();

    /**
     * A task.
     *
     * @param work makes a result; stops soon after it is interrupted, if it can
     * @param weight what it weighs, in bytes
     * @param late makes the result where the work takes too long
     * @param refused makes the result where the work is not begun, since too many threads are left behind
     */
    record Task<T>(Callable<T> work, long weight, Supplier<T> late, Supplier<T> refused) {}

    private enum State {
        WAITING,
        RUNNING,
        ENDED,
        LEFT,
        REFUSED
    }

    /** A task on its way. */
    private static final class Running<T> {

        private final FutureTask<T> future;
        private final Task<T> task;
        private final LeftBehind leftBehind;
        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private volatile long startNanos;

        Running(Task<T> task, LeftBehind leftBehind) {
            this.task = task;
            this.leftBehind = leftBehind;
            Thread waiting = Thread.currentThread();
            this.future = new FutureTask<>(this::work) {
                @Override
                protected void done() {
                    LockSupport.unpark(waiting);
                }
            };
        }

        private T work() throws Exception {
            startNanos = System.nanoTime();
            if (isRefused() || !state.compareAndSet(State.WAITING, State.RUNNING)) {
                throw new CancellationException();
            }
            try {
                return task.work.call();
            } finally {
                if (!state.compareAndSet(State.RUNNING, State.ENDED)) {
                    leftBehind.remove();
                }
            }
        }

        boolean isLate(Duration limit) {
            return state.get() == State.RUNNING && System.nanoTime() - startNanos > limit.toNanos();
        }

        /** Gives the task up while it runs; false if it does not run. Its thread counts as left behind until it ends. */
        boolean leave() {
            // Counted first: the thread takes itself off when it ends, which may be at once.
            leftBehind.add();
            boolean left = state.compareAndSet(State.RUNNING, State.LEFT);
            if (left) {
                future.cancel(true);
            } else {
                leftBehind.remove();
            }
            return left;
        }

        /** Tells whether the task is never to begin; it is not where too many are left behind and it has not begun. */
        boolean isRefused() {
            return (leftBehind.isFull() && state.compareAndSet(State.WAITING, State.REFUSED))
                    || state.get() == State.REFUSED;
        }
    }

    private final int threads;
    private final long maxWeight;
    private final Duration timeLimit;
    private final BooleanSupplier cancelled;
    private final LeftBehind leftBehind;

    /**
     * Prepares a run.
     *
     * @param threads 1 or more, beside the calling thread
     * @param maxWeight the sum of weights that may be ahead; one task always may
     * @param timeLimit after which a task is interrupted and left to itself; another thread takes the place of its thread
     * @param cancelled asked between tasks and while waiting
     * @param leftBehind while it is full, no task is begun
     */
    OrderedTasks(int threads, long maxWeight, Duration timeLimit, BooleanSupplier cancelled, LeftBehind leftBehind) {
        this.threads = threads;
        this.maxWeight = maxWeight;
        this.timeLimit = timeLimit;
        this.cancelled = cancelled;
        this.leftBehind = leftBehind;
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
        Deque<Running<T>> ahead = new ArrayDeque<>();
        try {
            runOn(pool, tasks, consumer, ahead);
        } finally {
            stop(pool);
            ahead.forEach(Running::leave);
        }
    }

    private void runOn(ThreadPoolExecutor pool, Iterator<Task<T>> tasks, Consumer<T> consumer, Deque<Running<T>> ahead)
            throws ExecutionException, InterruptedException {
        long weight = 0;
        Task<T> next = tasks.hasNext() ? tasks.next() : null;
        while (!cancelled.getAsBoolean() && (next != null || !ahead.isEmpty())) {
            while (next != null && hasRoom(ahead, weight, next)) {
                Running<T> running = new Running<>(next, leftBehind);
                ahead.add(running);
                weight += next.weight;
                pool.execute(running.future);
                next = tasks.hasNext() ? tasks.next() : null;
            }
            Supplier<T> result = resultSoon(ahead.element(), pool);
            if (result != null) {
                weight -= ahead.remove().task.weight;
                consumer.accept(result.get());
            }
        }
    }

    private boolean hasRoom(Deque<Running<T>> ahead, long weight, Task<T> next) {
        return ahead.isEmpty() || (ahead.size() < threads * AHEAD_PER_THREAD && weight + next.weight <= maxWeight);
    }

    /** Returns what becomes of a task, or null if that is not known yet. */
    private @Nullable Supplier<T> resultSoon(Running<T> head, ThreadPoolExecutor pool)
            throws ExecutionException, InterruptedException {
        if (head.isRefused()) {
            return head.task.refused;
        } else if (isDoneSoon(head)) {
            T result = head.future.get();
            return () -> result;
        } else if (head.isLate(timeLimit) && head.leave()) {
            // Its thread may go on for ever, so the pool gets one more.
            int size = pool.getMaximumPoolSize() + 1;
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
            return head.task.late;
        }
        return null;
    }

    /** Waits without making anything: a task may have all memory at this moment, and gives it back when it fails. */
    private static boolean isDoneSoon(Running<?> head) throws InterruptedException {
        if (!head.future.isDone()) {
            LockSupport.parkNanos(head, CANCEL_POLL_NANOS);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return head.future.isDone();
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

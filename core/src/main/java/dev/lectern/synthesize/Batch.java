package dev.lectern.synthesize;

import dev.lectern.model.Cancellation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Independent work of one answer: helpers on an executor take it from the front while the thread that asks takes what is still free.
 *
 * <p>Since the asking thread works too, an executor without a free thread slows an answer and never stops it.
 */
final class Batch<T> implements AutoCloseable {

    private final AtomicIntegerArray claimed;
    private final List<CompletableFuture<T>> results;
    private final IntFunction<T> work;
    private final Cancellation cancellation;

    /**
     * Starts the helpers.
     *
     * @param work does one of the tasks; ends when {@code cancellation} does
     * @param cancellation of this batch alone; {@link #close} cancels it
     */
    Batch(int tasks, IntFunction<T> work, Parallelism parallelism, Cancellation cancellation) {
        this.claimed = new AtomicIntegerArray(tasks);
        this.results = Stream.generate(CompletableFuture<T>::new).limit(tasks).toList();
        this.work = work;
        this.cancellation = cancellation;
        int helpers = Math.min(parallelism.calls(), tasks) - 1;
        try {
            for (int i = 0; i < helpers; i++) {
                parallelism.executor().execute(this::help);
            }
        } catch (RejectedExecutionException e) {
            // Then this thread does more of the work.
        }
    }

    private void help() {
        for (int i = 1; i < results.size() && !cancellation.isCancelled(); i++) {
            if (claimed.compareAndSet(i, 0, 1)) {
                int task = i;
                run(task, () -> work.apply(task));
            }
        }
    }

    private void run(int task, Supplier<T> how) {
        CompletableFuture<T> result = results.get(task);
        try {
            result.complete(how.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Returns what a task gave, after a helper did it or by doing it here. */
    T take(int task) {
        return take(task, () -> work.apply(task));
    }

    /**
     * Returns what a task gave.
     *
     * @param here does it on this thread, if no helper has begun it
     */
    T take(int task, Supplier<T> here) {
        if (claimed.compareAndSet(task, 0, 1)) {
            run(task, here);
        }
        CompletableFuture<T> result = results.get(task);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Cancellation.Registration registration = cancellation.onCancel(() -> ended.complete(null));
        try {
            CompletableFuture.anyOf(result, ended).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancellation.interrupted(AnswerEvent.SUBJECT);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            registration.close();
        }
        if (!result.isDone()) {
            throw cancellation.exception(AnswerEvent.SUBJECT);
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(Exception wrapper) {
        if (wrapper.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        if (wrapper.getCause() instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(wrapper);
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        cancellation.cancel();
        cancellation.close();
    }
}

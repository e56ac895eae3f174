package dev.lectern.query.compose;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.LecternException;
import dev.lectern.model.Cancellation;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Has an engine answer several questions at a time. Immutable.
 *
 * @param executor runs what the asking thread does not; null for threads of its own, made for each question
 * @param parallelism how many at a time at most, the asking thread's included
 */
record PartAnswers(QueryEngine engine, @Nullable Executor executor, int parallelism) {

    /**
     * Answers questions; a failure of one is part of what comes back.
     *
     * @param parts the questions, which keep limit and filter of their own
     * @param waiting is told on the calling thread which part it waits for, counted from 1, in order
     * @throws CancelledException if it is cancelled; what is under way is ended
     */
    List<PartAnswer> of(List<Query> parts, IntConsumer waiting, Cancellation cancellation) {
        int helpers = Math.min(parallelism, parts.size()) - 1;
        ExecutorService own = helpers > 0 && executor == null ? threads(helpers) : null;
        try (Cancellation all = cancellation.child()) {
            List<FutureTask<PartAnswer>> tasks = parts.stream()
                    .map(part -> new FutureTask<>(() -> answer(part, all)))
                    .toList();
            try {
                help(tasks, helpers, own != null ? own : executor);
                return collect(tasks, waiting);
            } finally {
                all.cancel(); // nothing is under way but after a failure
                tasks.forEach(task -> task.cancel(false));
            }
        } finally {
            if (own != null) {
                own.shutdownNow();
            }
        }
    }

    private static ExecutorService threads(int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "lectern-part-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Has others begin; a task that one has begun is passed over by the rest. */
    private static void help(List<FutureTask<PartAnswer>> tasks, int helpers, @Nullable Executor others) {
        try {
            for (int i = 0; i < helpers && others != null; i++) {
                others.execute(() -> tasks.forEach(FutureTask::run));
            }
        } catch (RejectedExecutionException busy) {
            // No thread is free: the asking one answers what is left.
        }
    }

    private static List<PartAnswer> collect(List<FutureTask<PartAnswer>> tasks, IntConsumer waiting) {
        List<PartAnswer> answers = new ArrayList<>();
        try {
            for (FutureTask<PartAnswer> task : tasks) {
                waiting.accept(answers.size() + 1);
                task.run();
                if (!task.isDone()) { // another thread has it: those that nobody has begun are answered meanwhile
                    tasks.forEach(FutureTask::run);
                }
                answers.add(task.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(
                    "query", AnswerEvent.SUBJECT, "Could not finish the answer: its thread was interrupted.", false);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A part ended with an error.", e);
        }
    }

    private PartAnswer answer(Query part, Cancellation cancellation) {
        try {
            return new PartAnswer(part.text(), engine.query(part, cancellation), null);
        } catch (CancelledException e) {
            if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return new PartAnswer(part.text(), null, e); // a limit of the engine's own
        } catch (LecternException e) {
            return new PartAnswer(part.text(), null, e);
        }
    }
}

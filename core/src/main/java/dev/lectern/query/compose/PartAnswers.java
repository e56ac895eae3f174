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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Has an engine answer several questions at a time. Immutable. */
record PartAnswers(QueryEngine engine, int parallelism) {

    /**
     * Answers questions; a failure of one is part of what comes back.
     *
     * @param parts the questions, which keep limit and filter of their own
     * @param waiting is told on the calling thread which part it waits for, counted from 1, in order
     * @throws CancelledException if it is cancelled; what is under way is ended
     */
    List<PartAnswer> of(List<Query> parts, IntConsumer waiting, Cancellation cancellation) {
        if (parallelism == 1 || parts.size() == 1) {
            List<PartAnswer> answers = new ArrayList<>();
            for (Query part : parts) {
                waiting.accept(answers.size() + 1);
                answers.add(answer(part, cancellation));
            }
            return answers;
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallelism, parts.size()), work -> {
            Thread thread = new Thread(work, "lectern-part-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try (Cancellation all = cancellation.child()) {
            List<Future<PartAnswer>> futures = new ArrayList<>();
            parts.forEach(part -> futures.add(threads.submit(() -> answer(part, all))));
            return collect(futures, waiting, all);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<PartAnswer> collect(List<Future<PartAnswer>> futures, IntConsumer waiting, Cancellation all) {
        List<PartAnswer> answers = new ArrayList<>();
        boolean complete = false;
        try {
            for (Future<PartAnswer> future : futures) {
                waiting.accept(answers.size() + 1);
                answers.add(future.get());
            }
            complete = true;
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
        } finally {
            if (!complete) {
                all.cancel();
            }
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

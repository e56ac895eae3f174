package dev.lectern.models.onnx;

import dev.lectern.embed.Embedding;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shares the texts of a list out to the calling thread and to helper threads; each takes the next text that nobody has.
 *
 * <p>Helpers are daemons and end after some seconds without work. Thread-safe.
 */
final class TextFanOut {

    private static final int IDLE_SECONDS = 10;

    private final int helpers;
    private final ThreadPoolExecutor pool;

    TextFanOut(int helpers) {
        this.helpers = helpers;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                Math.max(1, helpers),
                Math.max(1, helpers),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "lectern-onnx-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    /** Embeds each text and returns the vectors in order; the first failure ends the work and is thrown. */
    List<Embedding> map(List<String> texts, Function<String, Embedding> embed) {
        Batch batch = new Batch(texts, embed);
        for (int i = 0; i < Math.min(helpers, texts.size() - 1); i++) {
            pool.execute(batch);
        }
        batch.run();
        return batch.result();
    }

    /** Ends the helpers; no call may be going on. */
    void close() {
        pool.shutdown();
    }

    /** One list on its way. */
    private static final class Batch implements Runnable {

        private final List<String> texts;
        private final Function<String, Embedding> embed;
        private final @Nullable Embedding[] vectors;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final CountDownLatch open;

        Batch(List<String> texts, Function<String, Embedding> embed) {
            this.texts = texts;
            this.embed = embed;
            this.vectors = new Embedding[texts.size()];
            this.open = new CountDownLatch(texts.size());
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        vectors[i] = embed.apply(texts.get(i));
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        List<Embedding> result() {
            awaitHelpers();
            Throwable thrown = failure.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            return List.of(Arrays.stream(vectors).toArray(Embedding[]::new));
        }

        /** Waits for the texts that helpers have in hand, a few dozen milliseconds, also when interrupted: they use the model. */
        private void awaitHelpers() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

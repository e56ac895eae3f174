package dev.lectern.server.http;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.lectern.server.wire.Refusal;
import dev.lectern.server.wire.Reply;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * The threads on which operations run, apart from those that read and write: a slow model holds up neither static files nor health.
 *
 * <p>Threads and queue are bounded; what finds no room is refused at once. Thread-safe.
 */
public final class Workers implements AutoCloseable {

    /** The key under which a log line finds the id of the request. */
    static final String REQUEST_ID = "request-id";

    private final ThreadPoolExecutor threads;

    /**
     * Makes the threads; they start when needed.
     *
     * @param count how many operations run at once
     * @param waiting how many wait for a thread at most
     */
    public Workers(int count, int waiting) {
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                60,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                new ThreadFactoryBuilder()
                        .setNameFormat("lectern-work-%d")
                        .setDaemon(true)
                        .build());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs an operation.
     *
     * @return its outcome; a refusal with status 503 if there is no room
     */
    CompletableFuture<Reply> run(String requestId, Supplier<Reply> operation) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        MDC.put(REQUEST_ID, requestId);
                        try {
                            return operation.get();
                        } finally {
                            MDC.remove(REQUEST_ID);
                        }
                    },
                    threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(busy());
        }
    }

    /** Returns the refusal of a server that has too much to do. */
    static Refusal busy() {
        return new Refusal(
                Reply.detail(503, "The server has too much to do. Try again.").with("Retry-After", "1"));
    }

    /** Returns how many operations wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Takes no more, and gives what runs the time of {@code patience} to end. */
    public void close(Duration patience) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

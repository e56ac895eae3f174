package dev.lectern.store.retrieval.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents in requests that are bounded by count and by bytes, several at a time.
 *
 * <p>At most {@code parallelism} requests are in memory. The first that fails ends the work: those under way are broken off, no other
 * is begun. One thread at a time.
 */
final class UpsertBatches {

    private static final byte[] HEAD = "{\"documents\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAIL = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final long EMPTY_BYTES = (long) HEAD.length + TAIL.length;

    private final int maxDocuments;
    private final int maxBytes;
    private final int parallelism;
    private final Function<PluginCall, List<String>> send;
    private final Function<InterruptedException, RuntimeException> interrupted;

    UpsertBatches(
            ClientSettings settings,
            Function<PluginCall, List<String>> send,
            Function<InterruptedException, RuntimeException> interrupted) {
        this.maxDocuments = settings.batchDocuments();
        this.maxBytes = settings.batchBytes();
        this.parallelism = settings.parallelism();
        this.send = send;
        this.interrupted = interrupted;
    }

    /** Sends all, and returns the ids that came back, in the order of the documents. */
    List<String> send(Iterable<PluginRecord> documents) {
        Sending sending = parallelism == 1
                ? new Sending(null)
                : new Sending(Executors.newFixedThreadPool(parallelism, UpsertBatches::thread));
        try (sending) {
            List<byte[]> open = new ArrayList<>();
            long size = EMPTY_BYTES;
            for (PluginRecord document : documents) {
                byte[] element = RecordWriter.element(document);
                if (!open.isEmpty() && (open.size() == maxDocuments || size + 1 + element.length > maxBytes)) {
                    sending.add(batch(open));
                    open = new ArrayList<>();
                    size = EMPTY_BYTES;
                }
                open.add(element);
                size += 1L + element.length;
            }
            if (!open.isEmpty()) {
                sending.add(batch(open));
            }
            return sending.finish();
        }
    }

    /** Makes the call that sends documents. */
    static PluginCall call(int documents, byte[] body) {
        String noun = documents == 1 ? " document" : " documents";
        return PluginCall.json("POST", "/upsert", "upsert " + documents + noun, body);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "lectern-retrieval-plugin");
        thread.setDaemon(true);
        return thread;
    }

    private static PluginCall batch(List<byte[]> elements) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HEAD);
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(elements.get(i));
        }
        body.writeBytes(TAIL);
        return call(elements.size(), body.toByteArray());
    }

    /** Requests on their way, oldest first. */
    private final class Sending implements AutoCloseable {

        private final @Nullable ExecutorService threads;
        private final Deque<Future<List<String>>> underWay = new ArrayDeque<>();
        private final List<String> ids = new ArrayList<>();

        Sending(@Nullable ExecutorService threads) {
            this.threads = threads;
        }

        void add(PluginCall batch) {
            if (threads == null) {
                ids.addAll(send.apply(batch));
                return;
            }
            if (underWay.size() == parallelism) {
                takeOldest();
            }
            underWay.add(threads.submit(() -> send.apply(batch)));
        }

        List<String> finish() {
            while (!underWay.isEmpty()) {
                takeOldest();
            }
            return ids;
        }

        private void takeOldest() {
            try {
                ids.addAll(underWay.remove().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted.apply(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException("a request failed in an unexpected way", e.getCause());
            }
        }

        /** Breaks off what is under way, and waits for that, so that nothing is sent any more after this. */
        @Override
        public void close() {
            if (threads == null) {
                return;
            }
            threads.shutdownNow();
            boolean wasInterrupted = false;
            while (!threads.isTerminated()) {
                try {
                    threads.awaitTermination(1, TimeUnit.DAYS);
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

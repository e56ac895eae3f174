package dev.lectern.ingest;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.failure.LecternException;
import dev.lectern.store.DocumentNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that stores embedded documents, in reading order and in batches.
 *
 * <p>It takes a document when its embeddings are there, and writes the batch when it is large enough or nothing else waits. Under
 * FAIL_FAST the first failed document ends it, after all documents before that one are stored.
 */
final class StoreWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);

    /** A quarter of what may be under way, so that embedding goes on while a batch is written. */
    private static final int NODES_PER_BATCH = IngestRun.MAX_NODES_UNDER_WAY / 4;

    private final FailurePolicy policy;
    private final Tally tally;
    private final Consumer<List<DocumentNodes>> upsert;
    private final Semaphore permits;

    /** Bounded by the permits that each document holds; an empty entry ends the work. */
    private final BlockingQueue<Optional<Pending>> queue = new LinkedBlockingQueue<>();

    private final List<Pending> batch = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new ThreadFactoryBuilder()
            .setNameFormat("lectern-store-%d")
            .setDaemon(true)
            .build());
    private final Future<?> writing;
    private volatile boolean givenUp;

    /** Starts the thread. */
    StoreWriter(FailurePolicy policy, Tally tally, Consumer<List<DocumentNodes>> upsert, Semaphore permits) {
        this.policy = policy;
        this.tally = tally;
        this.upsert = upsert;
        this.permits = permits;
        this.writing = thread.submit(this::work);
    }

    /** Takes the next document in reading order; its permits are given back when it is done. */
    void add(Pending pending) {
        queue.add(Optional.of(pending));
    }

    boolean isRunning() {
        return !writing.isDone();
    }

    /** Throws what ended the thread, if it ended. */
    void requireRunning() {
        if (writing.isDone()) {
            try {
                awaitEnd();
            } catch (InterruptedException e) {
                throw new IllegalStateException("a thread that is done was waited for", e);
            }
        }
    }

    /** Waits until all that was added is stored; throws what ended the thread early. */
    void finish() throws InterruptedException {
        queue.add(Optional.empty());
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        try {
            writing.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private @Nullable Void work() throws InterruptedException {
        try {
            for (Optional<Pending> next = next(); next.isPresent() && !givenUp; next = next()) {
                take(next.get());
            }
            write();
            return null;
        } finally {
            permits.release(IngestRun.MAX_NODES_UNDER_WAY); // wakes a reading thread that waits for permits
        }
    }

    /** Returns the next document; writes what there is before it waits for one. */
    private Optional<Pending> next() throws InterruptedException {
        Optional<Pending> next = queue.poll();
        if (next != null) {
            return next;
        }
        write();
        return queue.take();
    }

    private void take(Pending pending) throws InterruptedException {
        Pending embedded = embedded(pending);
        if (givenUp) {
            return;
        }
        LecternException failure = embedded.outcome().cause();
        if (failure != null && policy == FailurePolicy.FAIL_FAST) {
            write();
            tally.done(embedded.outcome());
            throw failure;
        }
        batch.add(embedded);
        if (batch.stream().mapToInt(Pending::permits).sum() >= NODES_PER_BATCH) {
            write();
        }
    }

    private static Pending embedded(Pending pending) throws InterruptedException {
        try {
            return pending.embedded();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LecternException failure) {
                return pending.failed(failure);
            }
            throw unchecked(e);
        }
    }

    /** Stores the batch; where that fails, stores each document alone to find the one at fault. */
    private void write() {
        if (batch.isEmpty() || givenUp) {
            return;
        }
        LecternException failure = upsert(batch);
        boolean alone =
                batch.stream().filter(pending -> pending.ready() != null).count() == 1;
        for (Pending pending : batch) {
            LecternException own =
                    failure == null || pending.ready() == null ? null : alone ? failure : upsert(List.of(pending));
            Pending stored = own == null ? pending : pending.failed(own);
            tally.done(stored.outcome());
            permits.release(stored.permits());
            if (own != null && policy == FailurePolicy.FAIL_FAST) {
                throw own;
            }
        }
        batch.clear();
    }

    /** Returns why it failed; null if all is stored. */
    private @Nullable LecternException upsert(List<Pending> some) {
        List<DocumentNodes> ready =
                some.stream().map(Pending::ready).filter(Objects::nonNull).toList();
        try {
            if (!ready.isEmpty()) {
                long start = System.nanoTime();
                upsert.accept(ready);
                log.debug("stored {} documents in {} ms", ready.size(), (System.nanoTime() - start) / 1_000_000);
            }
            return null;
        } catch (LecternException e) {
            return e;
        }
    }

    private static RuntimeException unchecked(ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        Throwables.throwIfUnchecked(cause);
        return new IllegalStateException("a stage failed with a checked exception", cause);
    }

    /** Has the thread store nothing more; the batch it is writing right now goes to its end. */
    void giveUp() {
        givenUp = true;
        queue.add(Optional.empty());
    }

    /**
     * Ends the thread and waits for that, so that nobody uses the store after the run.
     *
     * <p>It is not interrupted, since that would close the files under a store that writes.
     */
    @Override
    public void close() {
        giveUp();
        thread.shutdown();
        Uninterruptibles.awaitTerminationUninterruptibly(thread);
    }
}

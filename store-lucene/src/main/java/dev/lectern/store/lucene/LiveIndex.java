package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index that one thread changes at a time while others search.
 *
 * <p>A change that fails is rolled back to the last commit, and the writer is opened anew, so that an error, such as a full disk, leaves
 * the index as it was and usable. Searches see the changes that were done when they began.
 *
 * <p>Thread-safe.
 */
final class LiveIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveIndex.class);

    /** How much is gathered in memory before a segment is written in the middle of a batch. */
    private static final double BUFFER_MB = 64;

    /** How old the view of a reader in another process than the writer's may be. */
    private static final long READ_ONLY_REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Work on one state of the index. */
    interface Reading<T> {
        T apply(IndexSearcher searcher) throws IOException;
    }

    /** A change: what it finds is the state before. */
    interface Change<T> {
        T apply(IndexWriter writer, IndexSearcher before) throws IOException;
    }

    private final Path path;
    private final Directory directory;
    private final VectorEncoding vectors;
    private final CommitPolicy policy;
    private final boolean readOnly;
    private final ReentrantLock changing = new ReentrantLock();
    private final @Nullable ScheduledExecutorService committer;
    private @Nullable IndexWriter writer;
    private @Nullable StoreException lost;
    private volatile SearcherManager searchers;
    private volatile long refreshed = System.nanoTime();
    private volatile boolean closed;

    private LiveIndex(Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, boolean readOnly)
            throws IOException {
        this.path = path;
        this.directory = directory;
        this.vectors = vectors;
        this.policy = policy;
        this.readOnly = readOnly;
        if (readOnly) {
            this.searchers = new SearcherManager(directory, new SearcherFactory());
        } else {
            IndexWriter opened = newWriter();
            this.writer = opened;
            this.searchers = new SearcherManager(opened, new SearcherFactory());
        }
        this.committer = readOnly || policy.isEveryBatch() ? null : startCommitter();
    }

    /** Opens an index for changes, and makes it if it is not there. */
    static LiveIndex open(Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy) {
        return open(path, directory, vectors, policy, false);
    }

    /** Opens an index for searches only; changes by another process are seen within a second. */
    static LiveIndex openReadOnly(Path path, Directory directory, VectorEncoding vectors) {
        return open(path, directory, vectors, CommitPolicy.everyBatch(), true);
    }

    private static LiveIndex open(
            Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, boolean readOnly) {
        try {
            return new LiveIndex(path, directory, vectors, policy, readOnly);
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    private IndexWriter newWriter() throws IOException {
        IndexWriter opened = new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setCodec(VectorCodec.of(vectors))
                        .setMergeScheduler(new LoggingMergeScheduler(path))
                        .setRAMBufferSizeMB(BUFFER_MB));
        try {
            Holder.note(path);
            opened.commit(); // a new index is there from now on, for readers in other processes
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.rollback();
            throw e;
        }
    }

    private ScheduledExecutorService startCommitter() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "lectern-commit");
            thread.setDaemon(true);
            return thread;
        });
        long nanos = policy.interval().toNanos();
        Future<?> unused = started.scheduleWithFixedDelay(this::commitAtInterval, nanos, nanos, TimeUnit.NANOSECONDS);
        return started;
    }

    /** Does work on the state of now; changes that happen meanwhile are not seen. */
    <T> T read(String work, Reading<T> reading) {
        try {
            if (readOnly && System.nanoTime() - refreshed > READ_ONLY_REFRESH_NANOS) {
                refreshed = System.nanoTime();
                searchers.maybeRefresh();
            }
            SearcherManager manager = searchers;
            IndexSearcher searcher = acquire(manager);
            try {
                return reading.apply(searcher);
            } finally {
                manager.release(searcher);
            }
        } catch (IOException e) {
            throw Failures.of(work, path, e);
        }
    }

    private IndexSearcher acquire(SearcherManager manager) throws IOException {
        requireOpen();
        try {
            return manager.acquire();
        } catch (AlreadyClosedException e) {
            requireOpen();
            return searchers.acquire(); // the writer was opened anew between the two
        }
    }

    /**
     * Makes a change: when this returns, searches see it and, if each batch is committed, it survives a crash.
     *
     * @param work what is done, for the message
     * @throws StoreException if it fails; the index is then as it was at the last commit
     */
    <T> T change(String work, Change<T> change) {
        boolean interrupted = Thread.interrupted(); // an interrupt would close the files under the writer
        changing.lock();
        try {
            requireOpen();
            requireWritable();
            throwLost();
            return changeOrRollBack(work, change);
        } finally {
            changing.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T changeOrRollBack(String work, Change<T> change) {
        IndexWriter current = null;
        try {
            current = openWriter();
            IndexSearcher before = searchers.acquire();
            T result;
            try {
                result = change.apply(current, before);
            } finally {
                searchers.release(before);
            }
            if (policy.isEveryBatch()) {
                current.commit();
            }
            searchers.maybeRefreshBlocking();
            return result;
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException | AlreadyClosedException e) {
            if (current != null) {
                rollBack(current, e);
            }
            throw Failures.of(work, path, rootOf(e));
        } catch (RuntimeException e) {
            if (current != null) {
                rollBack(current, e);
            }
            throw e;
        }
    }

    /** Where a writer was closed by an earlier failure, that one says more. */
    private static Exception rootOf(Exception e) {
        return e instanceof AlreadyClosedException && e.getCause() instanceof Exception cause ? cause : e;
    }

    private IndexWriter openWriter() throws IOException {
        IndexWriter current = writer;
        if (current == null) {
            current = newWriter();
            SearcherManager old = searchers;
            searchers = new SearcherManager(current, new SearcherFactory());
            writer = current;
            old.close();
        }
        return current;
    }

    private void rollBack(IndexWriter failed, Exception cause) {
        try {
            failed.rollback();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        writer = null;
        try {
            openWriter();
        } catch (IOException | RuntimeException e) {
            log.warn("could not open the writer of {} again; the next change tries", path, e);
        }
    }

    /** Makes all changes safe now. */
    void commit() {
        change("commit " + path, (current, before) -> current.commit());
    }

    private void commitAtInterval() {
        changing.lock();
        try {
            IndexWriter current = writer;
            if (current == null || closed) {
                return;
            }
            try {
                current.commit();
            } catch (IOException | RuntimeException e) {
                rollBack(current, e);
                lost = Failures.of("commit what was stored within the last " + policy.interval(), path, rootOf(e));
            }
        } finally {
            changing.unlock();
        }
    }

    private void throwLost() {
        StoreException failure = lost;
        if (failure != null) {
            lost = null;
            throw failure;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed.");
        }
    }

    private void requireWritable() {
        if (readOnly) {
            throw new UnsupportedOperationException(
                    "Could not change store " + path + ": it was opened read-only. Open it for writing.");
        }
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Commits and lets go of everything; searches under way go on to their end. */
    @Override
    public void close() {
        if (committer != null) {
            committer.shutdown();
        }
        boolean interrupted = Thread.interrupted();
        changing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closeAll();
        } finally {
            changing.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        throwLost();
    }

    private void closeAll() {
        IndexWriter current = writer;
        Exception failure = null;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException | AlreadyClosedException e) {
            failure = rootOf(e);
            rollBackQuietly(Objects.requireNonNull(current), e);
        }
        try {
            searchers.close();
            if (current != null) {
                Holder.remove(path);
            }
            directory.close();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw Failures.of("close store " + path, path, failure);
        }
    }

    private static void rollBackQuietly(IndexWriter failed, Exception cause) {
        try {
            failed.rollback();
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** A merge that fails loses nothing: its segments stay, and a later one tries again. */
    private static final class LoggingMergeScheduler extends ConcurrentMergeScheduler {

        private final Path path;

        LoggingMergeScheduler(Path path) {
            this.path = path;
        }

        @Override
        protected void handleMergeException(Throwable failure) {
            log.warn("could not merge segments of {}; it is tried again", path, failure);
        }
    }
}

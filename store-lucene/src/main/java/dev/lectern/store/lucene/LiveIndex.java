package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import dev.lectern.store.lucene.PendingChange.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index that one thread changes while others search.
 *
 * <p>A change that fails in the middle is rolled back to the last commit, and the writer is opened anew, so that an error, such as a full
 * disk, leaves the index as it was and usable. Changes of different documents that wait at the same time are committed together. Searches see the changes that were done when they began.
 *
 * <p>Thread-safe: all changes run on one {@link Worker}.
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

    private final Path path;
    private final Directory directory;
    private final VectorEncoding vectors;
    private final CommitPolicy policy;
    private final boolean readOnly;
    private final WaitingChanges waiting = new WaitingChanges();
    private final Worker worker = new Worker();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile SearcherManager searchers;
    private volatile long refreshed = System.nanoTime();
    private volatile boolean closed;

    // The worker's own.
    private @Nullable IndexWriter writer;
    private boolean uncommitted;
    private @Nullable StoreException lost;

    private LiveIndex(
            Path path,
            Directory directory,
            VectorEncoding vectors,
            CommitPolicy policy,
            SearcherManager searchers,
            @Nullable IndexWriter writer) {
        this.path = path;
        this.directory = directory;
        this.vectors = vectors;
        this.policy = policy;
        this.readOnly = writer == null;
        this.searchers = searchers;
        this.writer = writer;
        if (!readOnly && !policy.isEveryBatch()) {
            worker.every(policy.interval(), this::commitAtInterval);
        }
    }

    /** Opens an index for changes; where {@code mode} allows, makes it if it is not there. */
    static LiveIndex open(Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, OpenMode mode) {
        try {
            IndexWriter writer = newWriter(path, directory, vectors, mode);
            try {
                Holder.note(path);
                writer.commit(); // a new index is there from now on, for readers in other processes
                SearcherManager searchers = new SearcherManager(writer, new SearcherFactory());
                return new LiveIndex(path, directory, vectors, policy, searchers, writer);
            } catch (IOException | RuntimeException e) {
                writer.rollback();
                throw e;
            }
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    /** Opens an index for searches only; changes by another process are seen within a second. */
    static LiveIndex openReadOnly(Path path, Directory directory, VectorEncoding vectors) {
        try {
            SearcherManager searchers = new SearcherManager(directory, new SearcherFactory());
            return new LiveIndex(path, directory, vectors, CommitPolicy.everyBatch(), searchers, null);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    private static IndexWriter newWriter(Path path, Directory directory, VectorEncoding vectors, OpenMode mode)
            throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setOpenMode(mode)
                        .setCodec(VectorCodec.of(vectors))
                        .setMergeScheduler(new BackgroundMerges(path))
                        .setRAMBufferSizeMB(BUFFER_MB));
    }

    /** Does work on the state of now; changes that happen meanwhile are not seen. */
    <T> T read(String work, Reading<T> reading) {
        requireOpen();
        try {
            if (readOnly && System.nanoTime() - refreshed > READ_ONLY_REFRESH_NANOS) {
                refreshed = System.nanoTime();
                worker.call(() -> searchers.maybeRefresh());
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
        try {
            return manager.acquire();
        } catch (AlreadyClosedException e) {
            requireOpen();
            return searchers.acquire(); // the writer was opened anew between the two
        }
    }

    /** Makes a change that may concern all documents, by itself. */
    <T> T change(String work, Change<T> change) {
        return change(new PendingChange<>(work, null, change));
    }

    /**
     * Makes a change: when this returns, searches see it and, if each batch is committed, it survives a crash.
     *
     * @throws StoreException if it fails; the index is then as it was, or as it was at the last commit where that is longer ago
     */
    <T> T change(PendingChange<T> change) {
        requireOpen();
        requireWritable();
        waiting.add(change);
        try {
            return worker.call(() -> {
                while (!change.isDone()) {
                    makeNext();
                }
                return change.result();
            });
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException e) {
            throw Failures.of(change.work(), path, e);
        }
    }

    private void makeNext() {
        List<PendingChange<?>> group = waiting.next(policy.isEveryBatch());
        if (group.size() == 1 || !makeTogether(group)) {
            group.forEach(this::makeAlone);
        }
    }

    /** Makes several changes and commits once. Returns false, and none is made, if that fails, be it for one of them. */
    private boolean makeTogether(List<PendingChange<?>> group) {
        IndexWriter current = writer;
        if (closed || current == null || !current.isOpen()) {
            return false;
        }
        try {
            IndexSearcher before = searchers.acquire();
            try {
                if (!Contents.hasNodes(before)) { // the first says what the others must be like
                    return false;
                }
                for (PendingChange<?> each : group) {
                    each.apply(current, before);
                }
            } finally {
                searchers.release(before);
            }
            current.commit();
            searchers.maybeRefreshBlocking();
            group.forEach(PendingChange::finish);
            return true;
        } catch (IOException | RuntimeException | Error e) {
            log.debug("could not make {} changes of {} in one; they are made one by one", group.size(), path, e);
            rollBack(current, e);
            return false;
        }
    }

    private void makeAlone(PendingChange<?> change) {
        try {
            requireOpen();
            IndexWriter current = openWriter();
            throwLost();
            changeOrRollBack(change, current);
            change.finish();
        } catch (IOException | RuntimeException | Error e) {
            change.fail(e);
        }
    }

    private void changeOrRollBack(PendingChange<?> change, IndexWriter current) {
        try {
            IndexSearcher before = searchers.acquire();
            try {
                change.apply(current, before);
            } finally {
                searchers.release(before);
            }
            if (change.hasFailed()) {
                return;
            }
            if (policy.isEveryBatch()) {
                current.commit();
            }
            uncommitted = current.hasUncommittedChanges();
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            StoreException failure = failure(change.work(), current, e);
            rollBack(current, e);
            throw failure;
        } catch (RuntimeException | Error e) {
            if (!current.isOpen()) { // Lucene closed it, maybe for a merge that failed beside this
                StoreException failure = failure(change.work(), current, e);
                rollBack(current, e);
                throw failure;
            }
            rollBack(current, e);
            throw e;
        }
    }

    /** Says what failed, and what of the acknowledged changes goes with it. What closed the writer says more than what came of it. */
    private StoreException failure(String work, IndexWriter failed, Throwable e) {
        Throwable root = failed.getTragicException() == null ? e : failed.getTragicException();
        Exception cause = root instanceof Exception known ? known : new IOException(root);
        return uncommitted ? Failures.withLoss(work, path, cause, policy.interval()) : Failures.of(work, path, cause);
    }

    private IndexWriter openWriter() throws IOException {
        IndexWriter current = writer;
        if (current != null && !current.isOpen()) { // a merge in the background failed, see BackgroundMerges
            if (uncommitted) {
                lost = failure("merge segments of " + path, current, new IOException("Lucene closed the writer"));
            }
            letGo(current, null);
        }
        return writer == null ? reopen() : writer;
    }

    private IndexWriter reopen() throws IOException {
        IndexWriter opened = newWriter(path, directory, vectors, OpenMode.APPEND);
        try {
            SearcherManager old = searchers;
            searchers = new SearcherManager(opened, new SearcherFactory());
            writer = opened;
            old.close();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.rollback();
            throw e;
        }
    }

    private void rollBack(IndexWriter failed, Throwable cause) {
        letGo(failed, cause);
        try {
            reopen();
        } catch (IOException | RuntimeException e) {
            log.warn("could not open the writer of {} again; the next change tries", path, e);
        }
    }

    /** Takes back all since the last commit and lets go of the lock. */
    private void letGo(IndexWriter failed, @Nullable Throwable cause) {
        writer = null;
        uncommitted = false;
        try {
            failed.rollback();
        } catch (IOException | RuntimeException e) {
            if (cause == null) {
                log.warn("could not take back the last changes of {}", path, e);
            } else {
                cause.addSuppressed(e);
            }
        }
    }

    /** Merges all into one segment, on all cores. */
    void compact() {
        change("compact " + path, (current, before) -> {
            BackgroundMerges merges = (BackgroundMerges) current.getConfig().getMergeScheduler();
            merges.useAllCores();
            try {
                current.forceMerge(1);
            } finally {
                merges.leaveCoresToOthers();
            }
            return current;
        });
    }

    /** Makes all changes safe now. */
    void commit() {
        change("commit " + path, (current, before) -> current.commit());
    }

    private void commitAtInterval() {
        IndexWriter current = writer;
        if (current == null || closed || !uncommitted) {
            return;
        }
        try {
            current.commit();
            uncommitted = false;
        } catch (IOException
                | RuntimeException
                | Error e) { // thrown from here it would end all further commits in silence
            lost = failure("commit " + path, current, e);
            rollBack(current, e);
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
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try (worker) {
            worker.call(() -> {
                closed = true;
                closeAll();
                return closed;
            });
        } catch (IOException e) {
            throw Failures.of("close store " + path, path, e);
        }
    }

    private void closeAll() throws IOException {
        IndexWriter current = writer;
        try {
            if (current != null) {
                commitAndClose(current);
            }
        } finally {
            IOUtils.close(searchers, directory);
        }
        throwLost();
    }

    private void commitAndClose(IndexWriter current) throws IOException {
        try {
            if (current.isOpen() || uncommitted) {
                current.commit();
            }
            Holder.remove(path); // before the lock goes, since afterwards it might be the note of another
            current.close();
        } catch (IOException | RuntimeException e) {
            StoreException failure = failure("close store " + path, current, e);
            letGo(current, e);
            throw failure;
        }
    }
}

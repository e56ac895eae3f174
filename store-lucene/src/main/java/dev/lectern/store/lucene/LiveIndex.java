package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import dev.lectern.store.lucene.PendingChange.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene index that one thread changes while others search. Searches see the changes that were done when they began.
 *
 * <p>Thread-safe: all changes run on one {@link Worker}.
 */
final class LiveIndex implements AutoCloseable {

    /** How old the view of a reader in another process than the writer's may be. */
    private static final long READ_ONLY_REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Work on one state of the index. */
    interface Reading<T> {
        T apply(IndexSearcher searcher) throws IOException;
    }

    private final Path path;
    private final Directory directory;
    private final @Nullable IndexChanges changes;
    private final Supplier<SearcherManager> searchers;
    private final WaitingChanges waiting = new WaitingChanges();
    private final Worker worker = new Worker();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile long refreshed = System.nanoTime();
    private volatile boolean closed;

    private LiveIndex(
            Path path, Directory directory, @Nullable IndexChanges changes, Supplier<SearcherManager> searchers) {
        this.path = path;
        this.directory = directory;
        this.changes = changes;
        this.searchers = searchers;
    }

    /** Opens an index for changes; where {@code mode} allows, makes it if it is not there. */
    static LiveIndex open(Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, OpenMode mode) {
        try {
            IndexChanges changes = IndexChanges.open(path, directory, vectors, policy, mode);
            LiveIndex index = new LiveIndex(path, directory, changes, changes::searchers);
            if (!policy.isEveryBatch()) {
                index.worker.every(policy.interval(), changes::commitAtInterval);
            }
            return index;
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    /** Opens an index for searches only; changes by another process are seen within a second. */
    static LiveIndex openReadOnly(Path path, Directory directory) {
        try {
            SearcherManager searchers = new SearcherManager(directory, new SearcherFactory());
            return new LiveIndex(path, directory, null, () -> searchers);
        } catch (IOException | IllegalArgumentException e) {
            throw Failures.of("open store " + path, path, e);
        }
    }

    /** Does work on the state of now; changes that happen meanwhile are not seen. */
    <T> T read(String work, Reading<T> reading) {
        requireOpen();
        try {
            if (isReadOnly() && System.nanoTime() - refreshed > READ_ONLY_REFRESH_NANOS) {
                refreshed = System.nanoTime();
                worker.call(() -> searchers.get().maybeRefresh());
            }
            SearcherManager manager = searchers.get();
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
            return searchers.get().acquire(); // the writer was opened anew between the two
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
        IndexChanges writing = requireWritable();
        waiting.add(change);
        try {
            return worker.call(() -> {
                requireOpen();
                while (!change.isDone()) {
                    writing.makeNext(waiting);
                }
                return change.result();
            });
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException e) {
            throw Failures.of(change.work(), path, e);
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

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The store is closed.");
        }
    }

    private IndexChanges requireWritable() {
        if (changes == null) {
            throw new UnsupportedOperationException(
                    "Could not change store " + path + ": it was opened read-only. Open it for writing.");
        }
        return changes;
    }

    boolean isReadOnly() {
        return changes == null;
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
                try (directory) {
                    if (changes == null) {
                        searchers.get().close();
                    } else {
                        changes.close();
                    }
                }
                return closed;
            });
        } catch (IOException e) {
            throw Failures.of("close store " + path, path, e);
        }
    }
}

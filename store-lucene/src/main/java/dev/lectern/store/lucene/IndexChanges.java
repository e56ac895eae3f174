package dev.lectern.store.lucene;

import dev.lectern.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes of an index, and takes back those that fail.
 *
 * <p>A change that fails in the middle is rolled back to the last commit, and the writer is opened anew, so that an error, such as a full
 * disk, leaves the index as it was and usable. Changes of different documents that wait at the same time are committed together.
 *
 * <p>For one thread, the {@link Worker}; only {@link #searchers()} is for all.
 */
final class IndexChanges {

    private static final Logger log = LoggerFactory.getLogger(IndexChanges.class);

    /** How much is gathered in memory before a segment is written in the middle of a batch. */
    private static final double BUFFER_MB = 64;

    private final Path path;
    private final Directory directory;
    private final VectorEncoding vectors;
    private final CommitPolicy policy;

    private volatile SearcherManager searchers;
    private @Nullable IndexWriter writer;
    private boolean uncommitted;
    private @Nullable StoreException lost;

    private IndexChanges(
            Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, IndexWriter writer)
            throws IOException {
        this.path = path;
        this.directory = directory;
        this.vectors = vectors;
        this.policy = policy;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /** Opens an index; where {@code mode} allows, makes it if it is not there. */
    static IndexChanges open(Path path, Directory directory, VectorEncoding vectors, CommitPolicy policy, OpenMode mode)
            throws IOException {
        IndexWriter writer = newWriter(path, directory, vectors, mode);
        try {
            Holder.note(path);
            writer.commit(); // a new index is there from now on, for readers in other processes
            return new IndexChanges(path, directory, vectors, policy, writer);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private static IndexWriter newWriter(Path path, Directory directory, VectorEncoding vectors, OpenMode mode)
            throws IOException {
        return new IndexWriter(
                directory,
                new IndexWriterConfig()
                        .setOpenMode(mode)
                        .setCodec(StoreCodec.of(vectors))
                        .setMergeScheduler(new BackgroundMerges(path))
                        .setRAMBufferSizeMB(BUFFER_MB));
    }

    /** Returns what searches the index, with all changes made so far; it is another one after a change was taken back. */
    SearcherManager searchers() {
        return searchers;
    }

    /** Makes the changes that wait next. */
    void makeNext(WaitingChanges waiting) {
        List<PendingChange<?>> group = waiting.next(policy.isEveryBatch());
        if (group.size() == 1 || !makeTogether(group)) {
            group.forEach(this::makeAlone);
        }
    }

    /** Makes several changes and commits once. Returns false, and none is made, if that fails, be it for one of them. */
    private boolean makeTogether(List<PendingChange<?>> group) {
        IndexWriter current = writer;
        if (current == null || isBroken(current)) {
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
            if (isBroken(current)) {
                StoreException failure = failure(change.work(), current, e);
                rollBack(current, e);
                throw failure;
            }
            rollBack(current, e);
            throw e;
        }
    }

    /** Tells whether Lucene gave the writer up, maybe for a merge that failed beside this; it says so before it closes it. */
    static boolean isBroken(IndexWriter writer) {
        return !writer.isOpen() || writer.getTragicException() != null;
    }

    /** Says what failed, and what of the acknowledged changes goes with it. What closed the writer says more than what came of it. */
    private StoreException failure(String work, IndexWriter failed, Throwable e) {
        Throwable root = failed.getTragicException() == null ? e : failed.getTragicException();
        Exception cause = root instanceof Exception known ? known : new IOException(root);
        return uncommitted ? Failures.withLoss(work, path, cause, policy.interval()) : Failures.of(work, path, cause);
    }

    private IndexWriter openWriter() throws IOException {
        IndexWriter current = writer;
        if (current != null && isBroken(current)) {
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

    /** Commits what is not; a failure is thrown by the next change. */
    void commitAtInterval() {
        IndexWriter current = writer;
        if (current == null || !uncommitted) {
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

    /**
     * Commits and closes the writer, whatever fails.
     *
     * @throws StoreException if the commit fails, or one at an interval failed since the last change
     */
    void close() throws IOException {
        IndexWriter current = writer;
        writer = null;
        try {
            if (current != null) {
                commitAndClose(current);
            }
        } finally {
            searchers.close();
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

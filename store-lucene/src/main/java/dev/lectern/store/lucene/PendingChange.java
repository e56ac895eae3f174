package dev.lectern.store.lucene;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/**
 * A change of the index that waits for its turn, and then what came of it. Made by any thread; all else is done by the {@link Worker}.
 *
 * @param <T> what comes of it
 */
final class PendingChange<T> {

    /** A change: what it finds is the state before. It may be made again after it was rolled back. */
    interface Change<T> {
        T apply(IndexWriter writer, IndexSearcher before) throws IOException;
    }

    private final String work;
    private final @Nullable Set<String> documents;
    private final Change<T> change;

    private boolean done;
    private @Nullable T result;
    private @Nullable Throwable failure;

    /**
     * Makes a change to wait.
     *
     * @param work what is done, for messages
     * @param documents ids of the documents that alone it looks at and changes; {@code null} where that may be all
     */
    PendingChange(String work, @Nullable Set<String> documents, Change<T> change) {
        this.work = work;
        this.documents = documents;
        this.change = change;
    }

    String work() {
        return work;
    }

    @Nullable
    Set<String> documents() {
        return documents;
    }

    /** Tells whether it makes no difference if this and a change of such documents are made in one. */
    boolean isApartFrom(Set<String> others) {
        return documents != null && Collections.disjoint(documents, others);
    }

    /**
     * Makes the change. What fails before anything was changed has only itself failed.
     *
     * @throws IOException if the writer must be rolled back, as with all that is unchecked
     */
    void apply(IndexWriter writer, IndexSearcher before) throws IOException {
        long changes = writer.getMaxCompletedSequenceNumber();
        failure = null;
        try {
            result = change.apply(writer, before);
        } catch (RuntimeException e) {
            if (IndexChanges.isBroken(writer) || writer.getMaxCompletedSequenceNumber() != changes) {
                throw e;
            }
            failure = e;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    void fail(Throwable cause) {
        failure = cause;
        finish();
    }

    void finish() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Returns what came of it, or throws what made it fail. */
    T result() throws IOException {
        if (failure != null) {
            Throwables.throwIfInstanceOf(failure, IOException.class);
            Throwables.throwIfUnchecked(failure);
            throw new IllegalStateException(failure);
        }
        return Objects.requireNonNull(result, "result");
    }
}

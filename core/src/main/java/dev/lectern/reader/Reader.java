package dev.lectern.reader;

import dev.lectern.document.Document;
import dev.lectern.failure.FailurePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a source into documents.
 *
 * <p>A reader pushes each item into a sink as soon as it has it: it may be lazy, parallel inside, or endless, and a slow sink holds
 * it back. No item is lost in silence: each one ends as a document, as a failure that names its source and cause, or as a skip that names the
 * rule.
 *
 * <p>Thread-safety: one reader may be used by several threads, each with a sink of its own.
 *
 * @implSpec Calls to the sink are made one at a time (not necessarily by one thread), in an order that is the same at every reading
 *     of an unchanged source. After {@link DocumentSink#isCancelled()} answers true a reader stops soon. The contract test is
 *     {@code ReaderContract}.
 */
@FunctionalInterface
public interface Reader extends AutoCloseable {

    /**
     * Reads a source and pushes what it finds.
     *
     * @param source what this reader understands: a path, a URL, a query
     * @param sink takes documents and failures, in order; may block
     * @throws ReadException if the source as a whole cannot be read, as when it does not exist; single items go to
     *     {@link DocumentSink#failure}
     */
    void read(String source, DocumentSink sink);

    /**
     * Reads a source into a list and stops at the first failure.
     *
     * @throws ReadException for the first item that fails, or when the source as a whole cannot be read
     */
    default List<Document> load(String source) {
        return load(source, FailurePolicy.FAIL_FAST).documents();
    }

    /**
     * Reads a source into a result in memory.
     *
     * @param policy FAIL_FAST throws the first failure, COLLECT returns all of them in the result
     * @throws ReadException when the source as a whole cannot be read, or for the first failed item under FAIL_FAST
     */
    default ReadResult load(String source, FailurePolicy policy) {
        List<Document> documents = new ArrayList<>();
        List<ReadFailure> failures = new ArrayList<>();
        List<ReadSkip> skips = new ArrayList<>();
        read(source, new DocumentSink() {
            @Override
            public void document(Document document) {
                documents.add(document);
            }

            @Override
            public void failure(ReadFailure failure) {
                if (policy == FailurePolicy.FAIL_FAST) {
                    throw failure.toException();
                }
                failures.add(failure);
            }

            @Override
            public void skipped(ReadSkip skip) {
                skips.add(skip);
            }
        });
        return new ReadResult(documents, failures, skips);
    }

    /** Closes what this reader opened, such as connections; may be called twice. Nothing to do unless overridden. */
    @Override
    default void close() {}
}

package dev.lectern.reader;

import dev.lectern.document.Document;

/**
 * Takes what a reader finds.
 *
 * <p>Thread-safety: a reader calls it one call at a time. A call may block; that holds the reader back. An exception thrown here ends
 * the reading and passes through the reader unchanged.
 */
public interface DocumentSink {

    /** Takes a document. */
    void document(Document document);

    /** Takes an item that could not be read. */
    void failure(ReadFailure failure);

    /** Takes an item that is there, but that a rule left out; passed over unless overridden. */
    default void skipped(ReadSkip skip) {}

    /** Tells a reader that nobody wants more; it stops soon and returns normally. False unless overridden. */
    default boolean isCancelled() {
        return false;
    }
}

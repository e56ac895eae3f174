package dev.lectern.ingest;

/**
 * Watches an ingest.
 *
 * <p>Thread-safety: called one call at a time, by any of the threads at work; a slow listener slows them down. An exception thrown here
 * ends the ingest.
 */
public interface IngestListener {

    /** Does nothing. */
    IngestListener NONE = new IngestListener() {};

    /** Takes the outcome of a document, in reading order. */
    default void outcome(DocumentOutcome outcome) {}

    /** Takes the progress; called whenever a document is read, embedded or stored. */
    default void progress(IngestProgress progress) {}
}

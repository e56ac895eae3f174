package dev.lectern.model;

/** Takes a completion piece by piece, one call at a time. */
@FunctionalInterface
public interface CompletionSink {

    /** Takes the next piece of text, not empty. */
    void text(String piece);
}

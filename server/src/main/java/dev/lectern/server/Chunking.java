package dev.lectern.server;

/** How documents are cut. */
public enum Chunking {

    /** Whole sentences with overlap, sized for the embedding model; no character is lost. */
    SENTENCE,

    /** As the original cuts, without what it loses; answers show a space for each line break. */
    COMPATIBLE
}

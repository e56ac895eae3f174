package dev.lectern.server.api;

/** What a token may allow. */
public enum Right {

    /** To query, list and look at documents, and read the metrics. */
    READ,

    /** To add, replace and change documents. */
    WRITE,

    /** To delete documents. */
    DELETE
}

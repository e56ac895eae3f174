package dev.lectern.readers.web;

/** In which order pages that are fetched at the same time are given on. */
public enum PageOrder {

    /** As the source names them: the same at every reading. A slow page holds those behind it back. */
    SOURCE,

    /** As they arrive. Nothing waits, but two readings may differ in their order. */
    ARRIVAL
}

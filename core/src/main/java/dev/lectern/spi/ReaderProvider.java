package dev.lectern.spi;

import dev.lectern.reader.Reader;

/** Makes readers by name, and tells which sources they read. */
public interface ReaderProvider extends Provider<Reader> {

    /**
     * Tells whether a source looks like one of this reader's: by its shape or by what is there, never by a network call.
     *
     * <p>Unless overridden no source is claimed; the reader is then used by name, as {@code name:source}.
     */
    default boolean accepts(String source) {
        return false;
    }
}

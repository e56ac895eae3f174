package dev.lectern.spi;

import dev.lectern.reader.Reader;
import dev.lectern.store.StoredDocument;

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

    /**
     * Returns a source as the reader takes it: without the reader's name before it, where that is there to choose the reader.
     *
     * @param source as {@link Providers#readerFor} takes it
     */
    default String withoutName(String source) {
        String named = name() + ":";
        return source.startsWith(named) && !accepts(source) ? source.substring(named.length()) : source;
    }

    /**
     * Tells whether a stored document came from a source: whether reading the source would have given it, were it still there. Asked
     * before documents are removed that a source no longer holds.
     *
     * @param source without the reader's name
     * @throws UnsupportedOperationException if this reader's documents do not tell where they came from, as unless overridden
     */
    default boolean isOfSource(String source, StoredDocument document) {
        throw new UnsupportedOperationException("Could not sync " + source + ": documents of reader " + name()
                + " do not tell whether they came from there.");
    }
}

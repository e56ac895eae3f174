package dev.lectern.spi;

import dev.lectern.index.Index;

/** Makes indexes by name. */
public interface IndexProvider extends Provider<Index> {

    /**
     * Tells whether an index of these settings embeds documents or questions; true unless overridden. One that does not gets no
     * pipeline that embeds, and makes its own with the failure policy and the listener among its parts.
     */
    default boolean embeds(Settings settings) {
        return true;
    }
}

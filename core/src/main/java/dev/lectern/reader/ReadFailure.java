package dev.lectern.reader;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item that could not be read.
 *
 * <p>Immutable.
 *
 * @param source the item: a path, a URL, an entry of an archive
 * @param reason one line for people: why, and what helps
 * @param cause what was caught, or null when the reader itself found the fault
 */
public record ReadFailure(
        String source, String reason, @Nullable Throwable cause) {

    /** Makes a failure. */
    public ReadFailure {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(reason, "reason");
    }

    /** Tells whether it is known that there is no such item (any more), so that what is stored of it may go. */
    public boolean isGone() {
        return cause instanceof ReadException known && known.isGone();
    }

    /** Returns this failure as an exception: {@code Could not read <source>: <reason>}. */
    public ReadException toException() {
        return new ReadException(source, "Could not read " + source + ": " + reason, cause);
    }

    /** Returns {@code source: reason}. */
    @Override
    public String toString() {
        return source + ": " + reason;
    }
}

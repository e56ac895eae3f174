package dev.lectern.ingest;

import dev.lectern.failure.LecternException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document. Immutable.
 *
 * @param subject the document's id; of an item that could not be read, its source
 * @param kind what became of it
 * @param nodes how many nodes were stored for it, 0 unless it was added or updated
 * @param cause why it failed; null unless it did
 */
public record DocumentOutcome(
        String subject, Kind kind, int nodes, @Nullable LecternException cause) {

    /** What can become of a document. */
    public enum Kind {

        /** It is new in the store. */
        ADDED,

        /** It took the place of an earlier version. */
        UPDATED,

        /** The store has this very version; nothing was embedded. */
        UNCHANGED,

        /** Its source vanished, and it was removed from the store. */
        REMOVED,

        /** It could not be read, split, embedded or stored; an earlier version stays as it was. */
        FAILED
    }

    /** Makes an outcome. */
    public DocumentOutcome {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.FAILED) != (cause != null)) {
            throw new IllegalArgumentException("cause must be given for FAILED and for nothing else, got: " + kind
                    + (cause == null ? " without cause" : " with cause"));
        }
    }

    /** Returns why it failed, in one line; empty unless it did. */
    public String reason() {
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }
}

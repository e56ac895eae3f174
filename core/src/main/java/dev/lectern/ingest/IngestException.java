package dev.lectern.ingest;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that an ingest ended before its work was done. */
public class IngestException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception; what was stored before stays stored, and a rerun goes on from there.
     *
     * @param subject the source that was ingested
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public IngestException(String subject, String message, @Nullable Throwable cause) {
        super("ingest", subject, message, cause, true);
    }
}

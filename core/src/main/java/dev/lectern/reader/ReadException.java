package dev.lectern.reader;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that a source cannot be read. */
public class ReadException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception that a retry does not help.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public ReadException(String subject, String message, @Nullable Throwable cause) {
        this(subject, message, cause, false);
    }

    /**
     * Makes an exception.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     * @param retryable whether the same call may succeed later without any change
     */
    public ReadException(String subject, String message, @Nullable Throwable cause, boolean retryable) {
        super("read", subject, message, cause, retryable);
    }

    /** Tells whether it is known that there is no such thing (any more), so that what is stored of it may go; false unless overridden. */
    public boolean isGone() {
        return false;
    }
}

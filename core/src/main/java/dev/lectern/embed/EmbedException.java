package dev.lectern.embed;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that a text cannot be embedded. */
public class EmbedException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception that a retry does not help.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public EmbedException(String subject, String message, @Nullable Throwable cause) {
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
    public EmbedException(String subject, String message, @Nullable Throwable cause, boolean retryable) {
        super("embed", subject, message, cause, retryable);
    }
}

package dev.lectern.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Lectern throws when work fails; a caller's mistake is an {@link IllegalArgumentException},
 * {@link IllegalStateException} or {@link NullPointerException} instead.
 *
 * <p>The message has the shape {@code Could not <verb> <subject>: <reason>. <remedy>} and stands on one line.
 */
public abstract class LecternException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String station;
    private final String subject;
    private final boolean retryable;

    /**
     * Makes an exception.
     *
     * @param station the station of the route where the work failed, such as {@code read} or {@code embed}
     * @param subject the thing that was worked on: a source, an id, a file, a model name
     * @param message one line for people
     * @param cause what was caught, or null when the fault was found here
     * @param retryable whether the same call may succeed later without any change
     */
    protected LecternException(
            String station, String subject, String message, @Nullable Throwable cause, boolean retryable) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.station = Objects.requireNonNull(station, "station");
        this.subject = Objects.requireNonNull(subject, "subject");
        this.retryable = retryable;
    }

    /** Returns the station of the route where the work failed. */
    public final String station() {
        return station;
    }

    /** Returns the thing that was worked on: a source, an id, a file, a model name. */
    public final String subject() {
        return subject;
    }

    /** Tells whether the same call may succeed later without any change. */
    public final boolean isRetryable() {
        return retryable;
    }
}

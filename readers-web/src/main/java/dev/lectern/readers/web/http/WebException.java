package dev.lectern.readers.web.http;

import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says why an address gave no page: the status of the answer where there was one, and the reason. */
public final class WebException extends ReadException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int status;
    private final boolean gone;
    private final @Nullable Duration retryAfter;

    private WebException(
            String source,
            String reason,
            @Nullable Throwable cause,
            boolean retryable,
            int status,
            boolean gone,
            @Nullable Duration retryAfter) {
        super(source, "Could not read " + source + ": " + reason, cause, retryable);
        this.reason = reason;
        this.status = status;
        this.gone = gone;
        this.retryAfter = retryAfter;
    }

    /**
     * Makes an exception that a repetition does not help.
     *
     * @param source the address as the user gave it
     * @param reason the reason and the remedy, on one line, ending in a full stop
     */
    public static WebException lasting(String source, String reason, @Nullable Throwable cause) {
        return new WebException(source, reason, cause, false, 0, false, null);
    }

    /** Makes an exception after which the same request may succeed; see {@link #lasting}. */
    public static WebException passing(String source, String reason, @Nullable Throwable cause) {
        return new WebException(source, reason, cause, true, 0, false, null);
    }

    /** Makes an exception for a page that says of itself that it is none (any more), whatever its status; see {@link #lasting}. */
    public static WebException gone(String source, String reason) {
        return new WebException(source, reason, null, false, 0, true, null);
    }

    /**
     * Makes an exception for an answer whose status is the reason.
     *
     * @param retryAfter for how long the server wants to be left alone, null if it does not say
     */
    static WebException ofStatus(
            String source, String reason, boolean retryable, int status, @Nullable Duration retryAfter) {
        return new WebException(source, reason, null, retryable, status, status == 404 || status == 410, retryAfter);
    }

    /** Returns the same for an address that was not fetched for this reason. */
    public WebException of(String source) {
        return new WebException(source, reason, this, isRetryable(), 0, false, null);
    }

    /** Returns the reason and the remedy, on one line. */
    public String reason() {
        return reason;
    }

    /** Returns the HTTP status, where an answer came. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Tells whether the server says that there is no such page (any more): by status 404 or 410, or by what stands in its place. */
    @Override
    public boolean isGone() {
        return gone;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the same as a failed item of a reading. */
    public ReadFailure toFailure() {
        return new ReadFailure(subject(), reason, this);
    }
}

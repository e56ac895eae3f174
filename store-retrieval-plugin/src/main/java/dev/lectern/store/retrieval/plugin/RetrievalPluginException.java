package dev.lectern.store.retrieval.plugin;

import dev.lectern.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says that a plugin server did not do what it was asked. */
public final class RetrievalPluginException extends StoreException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Fault {

        /** The server wants another token: status 401 or 403, which servers use for the same thing. */
        AUTHENTICATION,

        /** The server refuses the request as it is: any other status of 3xx or 4xx but 429. */
        REFUSED,

        /** The server has too much to do: status 429 or 503. */
        OVERLOADED,

        /** The server failed: any other status of 5xx, or it answered that nothing was done. */
        SERVER,

        /** No connection came about, so that the server did not see the request. */
        UNREACHABLE,

        /** The server's certificate is not trusted, or is for another name; the server did not see the request. */
        UNTRUSTED,

        /** There was no whole answer in time. */
        TIMEOUT,

        /** The connection broke before the answer was whole. */
        BROKEN_OFF,

        /** The answer is no answer of this API, or too large. */
        BAD_ANSWER,

        /** The thread was interrupted. */
        INTERRUPTED
    }

    private final Fault fault;
    private final int status;
    private final String excerpt;
    private final @Nullable Duration retryAfter;

    RetrievalPluginException(
            Fault fault, Answer answer, String subject, String message, @Nullable Throwable cause, boolean retryable) {
        super(subject, message, cause, retryable);
        this.fault = fault;
        this.status = answer.status();
        this.excerpt = answer.excerpt();
        this.retryAfter = answer.retryAfter();
    }

    /** Returns what went wrong. */
    public Fault fault() {
        return fault;
    }

    /** Returns the status that the server answered with, if it answered. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** Returns the start of what the server gave as its reason, on one line; empty if it gave none. The token is blotted out. */
    public String excerpt() {
        return excerpt;
    }

    /** Returns how long the server asked to wait, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The part of an answer that an exception keeps.
     *
     * @param status 0 where there was no answer
     */
    record Answer(int status, String excerpt, @Nullable Duration retryAfter) {
        static final Answer NONE = new Answer(0, "", null);
    }
}

package dev.lectern.models.openai;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a call to a service. Immutable; holds no key.
 *
 * @param kind what it was
 * @param statusCode the status of the answer; 0 where none came
 * @param code the service's own word for it, such as {@code insufficient_quota}; empty where it gave none
 * @param parameter the part of the request that the service names; empty where it names none
 * @param words the service's own reason, on one line, cut after 500 characters; empty where it gave none
 * @param requestId the service's number of the request, for its support; empty where it gave none
 * @param askedWait how long the service asks to wait; null where it does not ask
 */
public record ServiceFault(
        Kind kind,
        int statusCode,
        String code,
        String parameter,
        String words,
        String requestId,
        @Nullable Duration askedWait) {

    /** Kinds of faults. */
    public enum Kind {
        /** No connection came about. */
        UNREACHABLE,
        /** The connection broke, or ended before the answer did. */
        BROKEN_OFF,
        /** A limit of time passed. */
        TIMEOUT,
        /** The key is missing, wrong, or not allowed to do this (401, 403). */
        NOT_ALLOWED,
        /** The account is out of money or over its plan (402, or 429 that says so); waiting does not help. */
        QUOTA,
        /** Too many requests or tokens in a time (429). */
        RATE_LIMIT,
        /** There is no such address, model or deployment (404, 405, or a redirect). */
        NOT_FOUND,
        /** The text is longer than the model reads. */
        TOO_LONG,
        /** The service refuses the request (other 4xx). */
        BAD_REQUEST,
        /** The service failed (5xx). */
        SERVICE_ERROR,
        /** The answer is not what the protocol says. */
        BAD_ANSWER,
        /** The answer is larger than allowed. */
        TOO_LARGE,
        /** More calls wait for the limit of requests or tokens than may, or the wait would outlast the time limit. */
        QUEUE_FULL,
        /** The caller took the call back, or its thread was interrupted. */
        CANCELLED
    }

    /** Makes a fault. */
    public ServiceFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(requestId, "requestId");
    }

    /** Makes a fault that no answer tells of. */
    static ServiceFault of(Kind kind) {
        return new ServiceFault(kind, 0, "", "", "", "", null);
    }

    /** Returns the status of the answer, if one came. */
    public OptionalInt status() {
        return statusCode == 0 ? OptionalInt.empty() : OptionalInt.of(statusCode);
    }

    /** Returns how long the service asks to wait, if it does. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(askedWait);
    }

    /** Tells whether the same call may succeed later without any change. */
    boolean isPassing() {
        return switch (kind) {
            case UNREACHABLE, BROKEN_OFF, TIMEOUT, RATE_LIMIT, SERVICE_ERROR, QUEUE_FULL -> true;
            default -> false;
        };
    }
}

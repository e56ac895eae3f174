package dev.lectern.server.api;

import org.jspecify.annotations.Nullable;

/**
 * One method on one path. Immutable.
 *
 * @param method the HTTP method
 * @param path the path; {@code {id}} at its end stands for the id of a document
 * @param right what the token must allow; null if no token is needed
 * @param body what body it takes
 * @param description how it is described to programs and models; null if it is not
 * @param operation what it does
 */
public record Endpoint(
        String method,
        String path,
        @Nullable Right right,
        Body body,
        @Nullable Description description,
        Operation operation) {

    /** Makes an endpoint that is not described. */
    public Endpoint(String method, String path, @Nullable Right right, Body body, Operation operation) {
        this(method, path, right, body, null, operation);
    }

    /** Returns this endpoint with a description. */
    public Endpoint described(Description as) {
        return new Endpoint(method, path, right, body, as, operation);
    }

    /** What body an endpoint takes. */
    public enum Body {

        /** None; one that comes is not read. The operation neither blocks nor computes for long. */
        NONE,

        /** None, but the operation asks the store and may block. */
        NONE_WITH_WORK,

        /** JSON. */
        JSON,

        /** A multipart form. */
        FORM
    }
}

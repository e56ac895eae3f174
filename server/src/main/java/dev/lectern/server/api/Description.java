package dev.lectern.server.api;

/**
 * How an endpoint is described in the OpenAPI documents. Immutable.
 *
 * @param operationId its name for programs
 * @param summary its name for people
 * @param text what it is for; a model reads this
 * @param request the schema of its body; empty for none
 * @param response the schema of its answer
 * @param part of which description it is
 */
public record Description(String operationId, String summary, String text, String request, String response, Part part) {

    /** Of which description an endpoint is. */
    public enum Part {

        /** Of all of them. */
        QUERY,

        /** Of those that let a model save. */
        MEMORY,

        /** Of those of everything that the original has. */
        ORIGINAL,

        /** Of those of everything that there is. */
        ADDED
    }
}

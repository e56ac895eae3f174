package dev.lectern.server;

/** Which operations the published description offers to a model. All endpoints work under every profile, but for {@code /sub/upsert}. */
public enum Profile {

    /** {@code /query} alone, as the original publishes. */
    QUERY_ONLY,

    /** {@code /query} and {@code /upsert}, so that a model can save what it is told; {@code /sub/upsert} works too. */
    MEMORY,

    /** Everything, with the endpoints that the original does not have. */
    FULL
}

package dev.lectern.model;

import java.util.Objects;

/**
 * Asks for an answer that is one JSON value of a schema. Immutable.
 *
 * <p>A model that can be held to a schema is; for all others the messages of the prompt say it in words, which whoever makes the prompt
 * sees to. So what comes back still has to be checked.
 *
 * @param name what the value is, 1 to 64 letters, digits, underscores or hyphens
 * @param schema a JSON Schema as JSON text; its root is an object
 */
public record JsonFormat(String name, String schema) {

    /**
     * Makes a format.
     *
     * @throws IllegalArgumentException if the name is not such a name or the schema is no JSON object (message has it)
     */
    public JsonFormat {
        Objects.requireNonNull(schema, "schema");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name must be 1 to 64 letters, digits, underscores or hyphens, got: \"" + name + "\"");
        }
        if (!schema.strip().startsWith("{")) {
            throw new IllegalArgumentException("schema must be a JSON object, got: \"" + schema + "\"");
        }
    }
}

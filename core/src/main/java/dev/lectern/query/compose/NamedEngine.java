package dev.lectern.query.compose;

import dev.lectern.query.QueryEngine;
import java.util.Objects;

/**
 * A query engine to choose, and what it is for. Immutable.
 *
 * @param name stands for it in remarks; not blank
 * @param description what questions it answers, as one or two sentences: all that a choice goes by; not blank
 * @param engine the engine
 */
public record NamedEngine(String name, String description, QueryEngine engine) {

    /**
     * Makes a named engine.
     *
     * @throws IllegalArgumentException if name or description is blank
     */
    public NamedEngine {
        Objects.requireNonNull(engine, "engine");
        if (name.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException(
                    "name and description must not be blank, got: \"" + name + "\" and \"" + description + "\"");
        }
    }
}

package dev.lectern.synthesize;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a value. Immutable.
 *
 * @param valueOrNull the value; null where nothing was found for the question
 * @param response the answer as text, which is the JSON of the value, with its sources and cost
 */
public record TypedResponse<T extends Record>(@Nullable T valueOrNull, Response response) {

    /** Makes a response. */
    public TypedResponse {
        Objects.requireNonNull(response, "response");
    }

    /** Returns the value; empty where nothing was found for the question. */
    public Optional<T> value() {
        return Optional.ofNullable(valueOrNull);
    }
}

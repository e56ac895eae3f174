package dev.lectern.testkit.openai;

import java.util.Map;
import java.util.Optional;

/**
 * A request as it came. Immutable.
 *
 * @param path with the query, such as {@code /v1/embeddings}
 * @param headers first value of each, names in lower case
 * @param body JSON as text
 */
public record ReceivedRequest(String path, Map<String, String> headers, String body) {

    /** Makes a request; the map is copied. */
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /** Returns the value of a header, if it came. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}

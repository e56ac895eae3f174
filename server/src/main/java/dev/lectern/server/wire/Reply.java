package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is ready to be sent. Immutable.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty for none
 * @param body the bytes, read-only; read it by {@link ByteBuffer#duplicate}
 * @param headers more headers, by name; values hold printable ASCII only
 */
public record Reply(int status, String contentType, ByteBuffer body, Map<String, String> headers) {

    /** The media type of most answers, as the original writes it. */
    public static final String JSON = "application/json";

    /** Makes an answer; the headers are copied. */
    public Reply {
        body = body.asReadOnlyBuffer();
        headers = Map.copyOf(headers);
    }

    /** Answers with JSON. */
    public static Reply json(int status, JsonNode body) {
        return new Reply(status, JSON, ByteBuffer.wrap(Json.bytes(body)), Map.of());
    }

    /** Answers {@code {"detail": "..."}}, the shape of all refusals but 422. */
    public static Reply detail(int status, String detail) {
        return json(status, Json.object().put("detail", detail));
    }

    /** Answers with text. */
    public static Reply text(int status, String contentType, String text) {
        return new Reply(status, contentType, StandardCharsets.UTF_8.encode(text), Map.of());
    }

    /** Answers without a body. */
    public static Reply empty(int status) {
        return new Reply(status, "", ByteBuffer.allocate(0), Map.of());
    }

    /** Returns this answer with one more header; what is not printable ASCII in the value is percent-encoded, so it cannot end a line. */
    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, HeaderText.encode(value));
        return new Reply(status, contentType, body, more);
    }
}

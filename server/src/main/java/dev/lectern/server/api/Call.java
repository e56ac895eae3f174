package dev.lectern.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lectern.server.wire.Json;
import dev.lectern.server.wire.Refusal;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is known and whose body is read. Immutable.
 *
 * @param method the HTTP method
 * @param base where this server is reached, without a slash at the end, such as {@code https://docs.example.org}
 * @param documentId what the path names; empty for none
 * @param parameters the query parameters, the first of each name
 * @param ifNoneMatch the tags of versions that the client has; empty for none
 * @param contentType of the body; empty for none
 * @param body a JSON body, read-only; empty for none
 * @param upload the parts of a multipart body; null for none
 */
public record Call(
        String method,
        String base,
        String documentId,
        Map<String, String> parameters,
        String ifNoneMatch,
        String contentType,
        ByteBuffer body,
        @Nullable Upload upload) {

    private static final Pattern JSON_TYPE = Pattern.compile("application/(?:[^;\\s]+\\+)?json");

    /** Makes a call; the map is copied. */
    public Call {
        body = body.asReadOnlyBuffer();
        parameters = Map.copyOf(parameters);
    }

    /**
     * Returns the body as JSON: missing if it is empty, a text if its type is not JSON. Without a type it is taken for JSON.
     *
     * @throws Refusal 400 or 422 if it cannot be read
     */
    public JsonNode json() {
        if (!body.hasRemaining()) {
            return MissingNode.getInstance();
        } else if (!contentType.isEmpty() && !isJson()) {
            return TextNode.valueOf("");
        }
        return Json.read(body.duplicate());
    }

    private boolean isJson() {
        String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return JSON_TYPE.matcher(bare).matches();
    }
}

package dev.lectern.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads and writes JSON. Stateless, thread-safe. */
public final class Json {

    /** The body has a limit of its own in bytes; a single text may fill it. */
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNestingDepth(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /** Starts an object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Starts an array. */
    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Returns a tree as UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    /** Returns a tree with line breaks, for people. */
    public static byte[] pretty(JsonNode tree) {
        return tree.toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a body.
     *
     * @throws Refusal 400 if it is not UTF-8, 422 with the offset if it is not JSON; the body is not echoed
     */
    public static JsonNode read(ByteBuffer body) {
        String text = decode(body);
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw fault(e);
        }
    }

    private static String decode(ByteBuffer body) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(body).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.of(400, "There was an error parsing the body");
        }
    }

    private static Refusal fault(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        long offset = location == null ? 0 : Math.max(0, location.getCharOffset());
        String problem = withoutQuotes(e.getOriginalMessage());
        String where = location == null
                ? ""
                : ": line " + location.getLineNr() + " column " + location.getColumnNr() + " (char " + offset + ")";
        Map<String, Object> context = Map.of("msg", problem, "pos", offset);
        return new Faults()
                .add(new Fault(List.of("body", offset), problem + where, "value_error.jsondecode", context))
                .refusal();
    }

    /** Leaves out what Jackson tells of sources and settings, and what it quotes of the body: a name, a word or a character. */
    private static String withoutQuotes(String message) {
        String line = message.lines().findFirst().orElse("not JSON");
        return line.replaceFirst("\\s*['\"(].*$", "");
    }
}

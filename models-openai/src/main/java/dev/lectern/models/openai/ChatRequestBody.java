package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Writes a prompt as the body of a request, in the dialect that the service understands. */
final class ChatRequestBody {

    private ChatRequestBody() {}

    static byte[] write(ChatOptions options, Dialect dialect, Prompt prompt, int maxTokens, boolean streams) {
        ObjectNode body = Json.object();
        body.put("model", options.model());
        ArrayNode messages = body.putArray("messages");
        for (Message message : prompt.messages()) {
            messages.addObject()
                    .put("role", message.role().name().toLowerCase(Locale.ROOT))
                    .put("content", message.text());
        }
        body.put(dialect.newLimit() ? "max_completion_tokens" : "max_tokens", maxTokens);
        if (dialect.temperature()) {
            body.put("temperature", options.temperature());
        }
        if (streams) {
            body.put("stream", true);
            if (dialect.streamUsage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        JsonFormat format = prompt.json();
        if (format != null && dialect.json() != Dialect.JsonWay.NONE) {
            writeFormat(body.putObject("response_format"), format, dialect.json());
        }
        return Json.write(body);
    }

    private static void writeFormat(ObjectNode to, JsonFormat format, Dialect.JsonWay way) {
        JsonNode schema = schema(format);
        if (way == Dialect.JsonWay.OBJECT) {
            // llama.cpp's servers hold an answer to a schema that stands here; others look at the type alone.
            to.put("type", "json_object").set("schema", schema);
            return;
        }
        ObjectNode named = to.put("type", "json_schema").putObject("json_schema");
        named.put("name", format.name()).put("strict", isStrict(schema)).set("schema", schema);
    }

    private static JsonNode schema(JsonFormat format) {
        try {
            return Json.parse(format.schema());
        } catch (IOException noJson) {
            throw new IllegalArgumentException(
                    "schema of " + format.name() + " must be JSON, got: " + noJson.getMessage(), noJson);
        }
    }

    /** OpenAI holds an answer to a schema only if each object lists all its members as required and allows no other. */
    private static boolean isStrict(JsonNode schema) {
        if (schema.path("type").asText().equals("object")) {
            Set<String> required = new HashSet<>();
            schema.path("required").forEach(name -> required.add(name.asText()));
            Set<String> members = new HashSet<>();
            schema.path("properties").fieldNames().forEachRemaining(members::add);
            if (!required.equals(members) || schema.path("additionalProperties").asBoolean(true)) {
                return false;
            }
        }
        for (JsonNode part : schema) {
            if (!isStrict(part)) {
                return false;
            }
        }
        return true;
    }
}

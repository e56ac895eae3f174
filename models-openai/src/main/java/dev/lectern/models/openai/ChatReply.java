package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.model.FinishReason;
import dev.lectern.model.TokenUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a service has said so far, of a whole answer or of the events of one. One thread at a time. */
final class ChatReply {

    private static final Logger log = LoggerFactory.getLogger(ChatReply.class);

    private final Thoughts thoughts = new Thoughts();
    private final StringBuilder text = new StringBuilder();
    private boolean seen;
    private boolean refused;
    private String finish = "";
    private @Nullable TokenUsage usage;

    /**
     * Takes a whole answer or an event of one.
     *
     * @return what it adds to the text; may be empty
     */
    String take(JsonNode json) {
        JsonNode counted = json.path("usage");
        if (counted.path("prompt_tokens").isNumber()) {
            usage = new TokenUsage(
                    Math.max(0, counted.path("prompt_tokens").asLong()),
                    Math.max(0, counted.path("completion_tokens").asLong()));
        }
        JsonNode choice = json.path("choices").path(0);
        if (!choice.isObject()) {
            return "";
        }
        seen = true;
        String reason = Json.text(choice, "finish_reason");
        if (!reason.isEmpty()) {
            finish = reason.toLowerCase(Locale.ROOT);
        }
        JsonNode said = choice.has("delta") ? choice.get("delta") : choice.path("message");
        String content = content(said.path("content"));
        String refusal = Json.text(said, "refusal");
        if (content.isEmpty() && !refusal.isEmpty()) {
            refused = true;
            content = refusal;
        }
        return add(thoughts.take(content));
    }

    /** Takes the end; returns what had waited. */
    String end() {
        return add(thoughts.end());
    }

    private String add(String piece) {
        text.append(piece);
        return piece;
    }

    /** A text, or a list of parts of which those of type text count. */
    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode part : content) {
            joined.append(Json.text(part, "text"));
        }
        return joined.toString();
    }

    /** Tells whether anything came that is part of a completion. */
    boolean hasBegun() {
        return seen;
    }

    /** Tells whether the service said that it is done. */
    boolean isFinished() {
        return !finish.isEmpty();
    }

    String text() {
        return text.toString();
    }

    /** Returns what the service counted; null where it does not say. */
    @Nullable
    TokenUsage usage() {
        return usage;
    }

    FinishReason finishReason() {
        if (refused) {
            return FinishReason.FILTERED;
        }
        return switch (finish) {
            case "length", "max_tokens", "max_length", "max_output_tokens" -> FinishReason.LENGTH;
            case "content_filter", "safety", "refusal", "recitation" -> FinishReason.FILTERED;
            case "", "stop", "eos", "eos_token", "end_turn", "stop_sequence", "tool_calls", "function_call" ->
                FinishReason.STOP;
            default -> {
                log.debug("finish reason {} is taken for stop", finish);
                yield FinishReason.STOP;
            }
        };
    }
}

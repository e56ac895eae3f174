package dev.lectern.synthesize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lectern.model.Completion;
import dev.lectern.model.CompletionSink;
import dev.lectern.model.FinishReason;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.ModelException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply in JSON that says whether the sources hold an answer, and what it is: read at the end, and while it comes. One thread at a time.
 */
final class FilteredReply implements CompletionSink {

    static final JsonFormat FORMAT = new JsonFormat(
            "filtered_answer",
            "{\"type\":\"object\",\"properties\":{\"sources_hold_answer\":{\"type\":\"boolean\"},\"answer\":{\"type\":\"string\"}},"
                    + "\"required\":[\"sources_hold_answer\",\"answer\"],\"additionalProperties\":false}");

    static final String INSTRUCTION =
            "Reply with one JSON object and nothing else: {\"sources_hold_answer\": true or false, \"answer\": \"...\"}."
                    + " Say false, with an empty answer, where these sources hold nothing that answers the question.";

    private static final String HOLDS = "sources_hold_answer";
    private static final String ANSWER = "answer";

    private final CompletionSink answer;
    private final StringBuilder reply = new StringBuilder();
    private int told;

    /**
     * Starts before the first piece of a reply.
     *
     * @param answer takes the pieces of the answer, without the JSON around
     */
    FilteredReply(CompletionSink answer) {
        this.answer = answer;
    }

    @Override
    public void text(String piece) {
        reply.append(piece);
        String known = begun(reply.toString());
        if (known != null && known.length() > told) {
            answer.text(known.substring(told));
            told = known.length();
        }
    }

    /** Returns the answer as far as it has come; null while it is not known to be one. */
    private static @Nullable String begun(String reply) {
        int name = reply.indexOf('"' + ANSWER + '"');
        boolean holds =
                name >= 0 && reply.substring(0, name).replaceAll("\\s", "").contains('"' + HOLDS + "\":true");
        return holds ? answerFrom(reply, name) : null;
    }

    private static @Nullable String answerFrom(String reply, int name) {
        int open = name < 0 ? -1 : reply.indexOf('"', name + ANSWER.length() + 2);
        return open < 0 ? null : unescaped(reply, open + 1);
    }

    /** Reads a JSON string up to its end, or as far as it has come; half an escape, or half a character, is left for later. */
    private static String unescaped(String json, int from) {
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < json.length() && json.charAt(at) != '"') {
            char c = json.charAt(at);
            if (c != '\\') {
                text.append(c);
                at++;
                continue;
            }
            int length = at + 1 < json.length() && json.charAt(at + 1) == 'u' ? 6 : 2;
            if (at + length > json.length()) {
                break;
            }
            text.append(escaped(json.substring(at + 1, at + length)));
            at += length;
        }
        boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        return half ? text.substring(0, text.length() - 1) : text.toString();
    }

    private static char escaped(String escape) {
        return switch (escape.charAt(0)) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> hex(escape.substring(1));
            default -> escape.charAt(0);
        };
    }

    private static char hex(String digits) {
        try {
            return (char) Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            return '\uFFFD'; // the whole reply is refused at its end
        }
    }

    /**
     * Returns the completion that a reply stands for: its answer, or {@link FinishReason#NO_ANSWER}.
     *
     * @throws ModelException if it is not the JSON that was asked for
     */
    static Completion read(Completion reply, String model) {
        if (reply.finishReason() == FinishReason.FILTERED) {
            return reply;
        }
        boolean cut = reply.finishReason() == FinishReason.LENGTH;
        Boolean holds = null;
        String text = null;
        try (JsonParser json = new JsonFactory().createParser(unfenced(reply.text()))) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (name.equals(HOLDS) && value.isBoolean()) {
                        holds = json.getBooleanValue();
                    } else if (name.equals(ANSWER) && value == JsonToken.VALUE_STRING) {
                        text = json.getText();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (IOException e) {
            if (!cut) {
                throw refused(model, e);
            }
        }
        if (Boolean.FALSE.equals(holds)) {
            return new Completion("", FinishReason.NO_ANSWER, reply.usage(), List.of());
        }
        if (text == null && cut) {
            text = answerFrom(reply.text(), reply.text().indexOf('"' + ANSWER + '"'));
        }
        if (text == null || (holds == null && !cut)) {
            throw cut ? refusedCut(model) : refused(model, null);
        }
        return new Completion(text, reply.finishReason(), reply.usage(), List.of());
    }

    /** Models like to put a fence around JSON. */
    static String unfenced(String reply) {
        String text = reply.strip();
        if (text.startsWith("```") && text.endsWith("```") && text.indexOf('\n') > 0) {
            return text.substring(text.indexOf('\n'), text.length() - 3).strip();
        }
        return text;
    }

    private static ModelException refused(String model, @Nullable Throwable cause) {
        return new ModelException(
                model,
                "Could not read the reply of " + model
                        + ": it is not the JSON object with sources_hold_answer and answer that"
                        + " was asked for. Use a model that can be held to a schema, or AnswerFilter.NONE.",
                cause,
                true);
    }

    private static ModelException refusedCut(String model) {
        return new ModelException(
                model,
                "Could not read the reply of " + model
                        + ": the limit on output cut it before an answer began. Raise maxOutputTokens.",
                null,
                true);
    }
}

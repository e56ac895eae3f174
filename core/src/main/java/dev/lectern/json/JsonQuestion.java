package dev.lectern.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Asks a model for a JSON object. Immutable.
 *
 * <p>Models that cannot be held to a schema wrap JSON into words or fences: the first object in the answer counts, whatever stands around it.
 *
 * @param model answers; follows instructions
 * @param format the schema
 * @param maxOutputTokens size of the answer at most; less where the model gives less
 */
public record JsonQuestion(LanguageModel model, JsonFormat format, int maxOutputTokens) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * What came back.
     *
     * @param object the object; empty where the answer holds none
     * @param usage tokens in and out
     */
    public record Reply(Optional<JsonNode> object, TokenUsage usage) {}

    /** Makes a question; the model must give answers of this size at most. */
    public JsonQuestion {
        maxOutputTokens = Math.min(maxOutputTokens, model.limits().outputTokens());
    }

    /** Returns how many tokens of a model's window are left for a request beside the rules and the answer. */
    public int room(String rules) {
        return model.limits().contextTokens()
                - maxOutputTokens
                - model.tokenizer().count(rules)
                - 8;
    }

    /**
     * Asks.
     *
     * @param rules what is to be done, and in what form
     * @param request what it is to be done with
     * @param query the question of the user that this is about
     * @throws dev.lectern.model.ModelException if the model fails
     * @throws dev.lectern.failure.CancelledException if it is cancelled
     */
    public Reply ask(String rules, String request, String query, Cancellation cancellation) {
        List<Message> messages =
                List.of(new Message(Message.Role.SYSTEM, rules), new Message(Message.Role.USER, request));
        Completion completion = model.complete(
                new Prompt(messages, query, List.of(), null, maxOutputTokens).asking(format), cancellation);
        return new Reply(firstObject(completion.text()), completion.usage());
    }

    /** Returns the first object that a text holds whole. */
    static Optional<JsonNode> firstObject(String text) {
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            Optional<JsonNode> object = object(text.substring(at));
            if (object.isPresent()) {
                return object;
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> object(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonNode node = MAPPER.readTree(parser);
            return Optional.ofNullable(node).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty(); // a brace of something else; the object may begin at a later one
        }
    }
}

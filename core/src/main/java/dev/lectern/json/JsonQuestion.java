package dev.lectern.json;

import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.JsonFormat;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

    /**
     * What came back.
     *
     * @param object the object as {@link JsonTree} reads it; empty where the answer holds none
     * @param usage tokens in and out
     */
    public record Reply(Optional<Map<String, Object>> object, TokenUsage usage) {

        /** Returns a member of the object; null where there is none. */
        public @Nullable Object member(String name) {
            return object.map(members -> members.get(name)).orElse(null);
        }
    }

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

    /** Returns how many tokens of a model's window are left beside messages and the answer; below 0 where they do not fit. */
    public int room(List<Message> messages) {
        return model.limits().contextTokens()
                - maxOutputTokens
                - messages.stream()
                        .mapToInt(message -> model.tokenizer().count(message.text()) + 2)
                        .sum();
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
        return ask(
                List.of(new Message(Message.Role.SYSTEM, rules), new Message(Message.Role.USER, request)),
                query,
                cancellation);
    }

    /**
     * Asks in words of the caller's own.
     *
     * @see #ask(String, String, String, Cancellation)
     */
    public Reply ask(List<Message> messages, String query, Cancellation cancellation) {
        Completion completion = model.complete(
                new Prompt(messages, query, List.of(), null, maxOutputTokens).asking(format), cancellation);
        return new Reply(firstObject(completion.text()), completion.usage());
    }

    /** Returns the first object that a text holds whole; a brace of something else is passed over. */
    static Optional<Map<String, Object>> firstObject(String text) {
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            Optional<Map<String, Object>> object = JsonTree.readFirstObject(text.substring(at));
            if (object.isPresent()) {
                return object;
            }
        }
        return Optional.empty();
    }

    /** Returns the whole number that a value is; empty where it is none, or none of 1 to {@code most}. */
    public static OptionalInt number(@Nullable Object value, int most) {
        if (!(value instanceof BigDecimal decimal) || decimal.compareTo(BigDecimal.valueOf(most)) > 0) {
            return OptionalInt.empty();
        }
        boolean whole = decimal.scale() <= 0 && decimal.compareTo(BigDecimal.ONE) >= 0;
        return whole ? OptionalInt.of(decimal.intValueExact()) : OptionalInt.empty();
    }

    /** Returns the items that a value is; none where it is no list. */
    public static List<?> items(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}

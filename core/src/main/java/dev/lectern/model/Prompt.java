package dev.lectern.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked: the rendered messages, and the values they were rendered from for models that work on the values themselves.
 *
 * <p>Immutable.
 *
 * @param messages what a chat model sees, in order
 * @param query the question in the words of the user
 * @param context the sources that stand in the messages, in order; in a prompt that joins answers, what those quote word for word
 * @param existingAnswer the answer so far, when this prompt asks to improve it; else null
 * @param maxOutputTokens completion at most, 1 or more
 * @param json the form that the completion is to have; null for free text
 */
public record Prompt(
        List<Message> messages,
        String query,
        List<ContextPiece> context,
        @Nullable String existingAnswer,
        int maxOutputTokens,
        @Nullable JsonFormat json) {

    /**
     * Makes a prompt; the lists are copied.
     *
     * @throws IllegalArgumentException if there is no message or {@code maxOutputTokens} is below 1
     */
    public Prompt {
        messages = List.copyOf(messages);
        context = List.copyOf(context);
        Objects.requireNonNull(query, "query");
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("messages must have at least one, got: 0");
        }
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens must be 1 or more, got: " + maxOutputTokens);
        }
    }

    /** Makes a prompt for free text. */
    public Prompt(
            List<Message> messages,
            String query,
            List<ContextPiece> context,
            @Nullable String existingAnswer,
            int maxOutputTokens) {
        this(messages, query, context, existingAnswer, maxOutputTokens, null);
    }

    /** Returns this prompt asking for JSON; its messages should say so too, for models that cannot be held to it. */
    public Prompt asking(JsonFormat format) {
        return new Prompt(
                messages, query, context, existingAnswer, maxOutputTokens, Objects.requireNonNull(format, "format"));
    }

    /** Returns the messages as one text, for models without turns. */
    public String text() {
        return String.join("\n\n", messages.stream().map(Message::text).toList());
    }

    /** Returns sizes only, since a prompt may hold what must not be logged. */
    @Override
    public String toString() {
        return "Prompt[" + messages.size() + " messages, " + context.size() + " context pieces]";
    }
}

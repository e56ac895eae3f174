package dev.lectern.testkit.openai;

import dev.lectern.model.Message;
import java.util.List;
import java.util.Objects;

/**
 * What the service was asked to complete. Immutable.
 *
 * @param model the name of the model
 * @param messages the turns, in order
 * @param maxTokens the longest answer; 0 where the request has no limit
 * @param streams whether the answer goes out piece by piece
 */
public record ChatRequest(String model, List<Message> messages, int maxTokens, boolean streams) {

    /** Makes a request; the list is copied. */
    public ChatRequest {
        Objects.requireNonNull(model, "model");
        messages = List.copyOf(messages);
    }

    /** Returns the last thing the user said; empty if there is none. */
    public String lastOfUser() {
        return messages.stream()
                .filter(message -> message.role() == Message.Role.USER)
                .reduce((first, second) -> second)
                .map(Message::text)
                .orElse("");
    }
}

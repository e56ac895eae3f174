package dev.lectern.synthesize;

import dev.lectern.model.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The wording of one kind of prompt, with places such as {@code {query}} where the values go, for models that chat and for those that
 * continue a plain text. Immutable.
 *
 * @param chat the turns for a model that chats, at least one
 * @param plain the whole for a model that continues a text
 */
public record PromptTemplate(List<Message> chat, String plain) {

    /**
     * Makes a template; the list is copied.
     *
     * @throws IllegalArgumentException if there is no turn
     */
    public PromptTemplate {
        chat = List.copyOf(chat);
        Objects.requireNonNull(plain, "plain");
        if (chat.isEmpty()) {
            throw new IllegalArgumentException("chat must have at least one turn, got: 0");
        }
    }

    /**
     * Makes a template of rules and a request: two turns of a chat, or one text.
     *
     * @param rules what the model is told first; blank for none
     * @param request what it is asked
     */
    public static PromptTemplate of(String rules, String request) {
        Message asked = new Message(Message.Role.USER, request);
        return rules.isBlank()
                ? new PromptTemplate(List.of(asked), request)
                : new PromptTemplate(List.of(new Message(Message.Role.SYSTEM, rules), asked), rules + "\n\n" + request);
    }

    /** Returns this template with another plain form. */
    public PromptTemplate withPlain(String changed) {
        return new PromptTemplate(chat, changed);
    }

    /**
     * Returns this template if both its forms hold these places.
     *
     * @param name what the template is for, for the message
     * @param places such as {@code {query}}
     * @throws IllegalArgumentException if a form lacks one of them (message has name, place and form)
     */
    public PromptTemplate requiring(String name, String... places) {
        String turns = String.join("\n", chat.stream().map(Message::text).toList());
        for (String place : places) {
            for (String form : List.of(turns, plain)) {
                if (!form.contains(place)) {
                    throw new IllegalArgumentException(name + " must hold " + place + ", got: \"" + form + "\"");
                }
            }
        }
        return this;
    }

    /** Returns this template, refused where one of these places comes more than once in a form. */
    PromptTemplate requiringOnce(String name, String... places) {
        String turns = String.join("\n", chat.stream().map(Message::text).toList());
        for (String place : places) {
            for (String form : List.of(turns, plain)) {
                if (form.indexOf(place) != form.lastIndexOf(place)) {
                    throw new IllegalArgumentException(name + " must hold " + place + " once, got: \"" + form + "\"");
                }
            }
        }
        return this;
    }

    /**
     * Fills the places.
     *
     * @param values by place, such as {@code {query}}; a place without a value stays as it is, and so does what looks like one within a value
     * @param asPlainText whether the plain form is wanted, for a model with {@link dev.lectern.model.ModelCapability#PLAIN_TEXT}
     * @param instruction ends the last message; empty for none
     */
    public List<Message> fill(Map<String, String> values, boolean asPlainText, String instruction) {
        List<Message> turns = asPlainText ? List.of(new Message(Message.Role.USER, plain)) : chat;
        String suffix = instruction.isEmpty() ? "" : "\n\n" + instruction;
        int last = turns.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i ->
                        new Message(turns.get(i).role(), fill(turns.get(i).text(), values) + (i == last ? suffix : "")))
                .toList();
    }

    /** Fills the places in one pass, so that a place name inside a value stays what it is. */
    private static String fill(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            int close = template.charAt(at) == '{' ? template.indexOf('}', at) : -1;
            String value = close < 0 ? null : values.get(template.substring(at, close + 1));
            if (value == null) {
                filled.append(template.charAt(at++));
            } else {
                filled.append(value);
                at = close + 1;
            }
        }
        return filled.toString();
    }
}

package dev.lectern.synthesize;

import dev.lectern.model.Message;
import java.util.List;
import java.util.Objects;

/**
 * The wording of prompts, with {@code {context}}, {@code {query}} and {@code {existing_answer}} where the values go. Immutable.
 *
 * @param rules what the model is told first; needs no value
 * @param answer asks for an answer; holds {@code {context}} and {@code {query}}
 * @param refine asks to improve an answer; holds {@code {context}}, {@code {query}} and {@code {existing_answer}}
 */
public record PromptTemplates(String rules, String answer, String refine) {

    private static final String CONTEXT = "{context}";
    private static final String QUERY = "{query}";
    private static final String EXISTING = "{existing_answer}";

    private static final PromptTemplates DEFAULTS = new PromptTemplates(
            "You answer questions from numbered sources. Use only what the sources say. After each statement write the number of its"
                    + " source in square brackets, like [1]. If the sources do not hold the answer, say so and add nothing.",
            "Sources:\n\n{context}\n\nQuestion: {query}\n\nAnswer:",
            "Question: {query}\n\nAnswer so far:\n\n{existing_answer}\n\nMore sources:\n\n{context}\n\n"
                    + "Where these sources add to the answer or correct it, write the improved answer with its source numbers."
                    + " Where they do not, repeat the answer so far unchanged.\n\nAnswer:");

    /**
     * Makes templates.
     *
     * @throws IllegalArgumentException if a template lacks one of its places (message has both)
     */
    public PromptTemplates {
        Objects.requireNonNull(rules, "rules");
        require("answer", answer, CONTEXT, QUERY);
        require("refine", refine, CONTEXT, QUERY, EXISTING);
    }

    /** Returns wording that asks for short answers with source numbers and for silence where the sources are silent. */
    public static PromptTemplates defaults() {
        return DEFAULTS;
    }

    private static void require(String name, String template, String... places) {
        for (String place : places) {
            if (!template.contains(place)) {
                throw new IllegalArgumentException(name + " must hold " + place + ", got: \"" + template + "\"");
            }
        }
    }

    List<Message> answerMessages(String query, String context) {
        return messages(fill(answer, query, context, ""));
    }

    List<Message> refineMessages(String query, String context, String existingAnswer) {
        return messages(fill(refine, query, context, existingAnswer));
    }

    private List<Message> messages(String request) {
        Message asked = new Message(Message.Role.USER, request);
        return rules.isBlank() ? List.of(asked) : List.of(new Message(Message.Role.SYSTEM, rules), asked);
    }

    /** Fills the places in one pass, so that a place name inside a value stays what it is. */
    private static String fill(String template, String query, String context, String existing) {
        StringBuilder filled = new StringBuilder(template.length() + context.length() + query.length());
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith(CONTEXT, at)) {
                filled.append(context);
                at += CONTEXT.length();
            } else if (template.startsWith(QUERY, at)) {
                filled.append(query);
                at += QUERY.length();
            } else if (template.startsWith(EXISTING, at)) {
                filled.append(existing);
                at += EXISTING.length();
            } else {
                filled.append(template.charAt(at++));
            }
        }
        return filled.toString();
    }
}

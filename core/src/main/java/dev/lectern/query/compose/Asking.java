package dev.lectern.query.compose;

import dev.lectern.failure.LecternException;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.Message;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.ModelException;
import dev.lectern.model.TokenUsage;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the engines of this package have in common when they ask a language model. */
final class Asking {

    static final String QUERY = "{query}";

    private Asking() {}

    /**
     * Checks that a model follows instructions.
     *
     * @param what what it is to do, after "Could not"
     * @param remedy what to do instead
     * @throws UnsupportedOperationException if it does not (message has model and remedy)
     */
    static void requireInstructions(LanguageModel model, String what, String remedy) {
        Objects.requireNonNull(model, "model");
        if (!model.followsInstructions()) {
            throw new UnsupportedOperationException("Could not " + what + " with " + model.name()
                    + ": it only answers questions from sources. Use another language model, or " + remedy + ".");
        }
    }

    /** Fills a template in the form that the model wants. */
    static List<Message> messages(LanguageModel model, PromptTemplate template, Map<String, String> values) {
        return template.fill(values, model.capabilities().contains(ModelCapability.PLAIN_TEXT), "");
    }

    /** Returns the tokens of messages, with two more for each, since they are joined by tokens of their own. */
    static int count(LanguageModel model, List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> model.tokenizer().count(message.text()) + 2)
                .sum();
    }

    /** Returns what one call cost. */
    static Usage usage(TokenUsage tokens, long startNanos) {
        return Usage.synthesis(1, tokens, Duration.ofNanos(System.nanoTime() - startNanos));
    }

    /** Returns what one call cost that failed. */
    static Usage usage(LecternException failure, long startNanos) {
        return usage(ModelException.usageOf(failure), startNanos);
    }
}

package dev.lectern.model;

import java.util.List;
import java.util.Objects;

/**
 * What a model answered. Immutable.
 *
 * @param text the answer; empty where the model has none
 * @param finishReason why it ended
 * @param usage tokens in and out
 * @param quotes parts of the text that are copied from sources, in text order; empty for models that cannot tell
 */
public record Completion(String text, FinishReason finishReason, TokenUsage usage, List<Quote> quotes) {

    /** Makes a completion; the list is copied. */
    public Completion {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(finishReason, "finishReason");
        Objects.requireNonNull(usage, "usage");
        quotes = List.copyOf(quotes);
    }
}

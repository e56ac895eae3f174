package dev.lectern.model;

import dev.lectern.embed.Tokenizer;
import java.util.Objects;
import java.util.Set;

/**
 * Completes a prompt.
 *
 * <p>Thread-safety: safe for concurrent use until closed.
 *
 * @implSpec A completion never invents quotes: each {@link Quote} names characters of a context piece of the prompt. The contract test
 *     is {@code LanguageModelContract}.
 */
public interface LanguageModel extends AutoCloseable {

    /** Names the model, such as {@code extractive}. */
    String name();

    /** Returns how much the model takes and gives. */
    ModelLimits limits();

    /** Returns what it can do, or needs, beside completing a chat; nothing unless overridden. */
    default Set<ModelCapability> capabilities() {
        return Set.of();
    }

    /** Returns the tokenizer that counts prompts for this model; where the true one is not known, one that errs on the safe side. */
    Tokenizer tokenizer();

    /**
     * Tells whether the model does what the messages of a prompt say: chooses, splits a question, answers in JSON. True unless overridden;
     * a model that only answers {@link Prompt#query()} from {@link Prompt#context()} says false, and whoever needs instructions followed
     * takes another way then.
     */
    default boolean followsInstructions() {
        return true;
    }

    /**
     * Completes a prompt.
     *
     * @throws ModelException if the model cannot do it; {@code isRetryable()} tells whether to try again
     * @throws IllegalStateException after {@link #close()}
     */
    Completion complete(Prompt prompt);

    /**
     * Completes a prompt piece by piece.
     *
     * <p>The pieces joined are the text of the completion. Unless overridden, the whole text comes as one piece.
     *
     * @param sink takes the pieces, one call at a time, on the calling thread
     * @return the whole completion
     */
    default Completion stream(Prompt prompt, CompletionSink sink) {
        Completion completion = complete(prompt);
        if (!completion.text().isEmpty()) {
            sink.text(completion.text());
        }
        return completion;
    }

    /**
     * Completes a prompt unless it is cancelled.
     *
     * @param cancellation ends the call; its {@link Cancellation#timeLeft()} limits the time
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, a call under way is not ended: its completion is thrown away. A model that waits for somebody else
     *     overrides this and ends the waiting with {@link Cancellation#onCancel}.
     */
    default Completion complete(Prompt prompt, Cancellation cancellation) {
        cancellation.check(name());
        Completion completion = complete(prompt);
        cancellation.check(name());
        return completion;
    }

    /**
     * Completes a prompt piece by piece unless it is cancelled.
     *
     * @param sink as in {@link #stream(Prompt, CompletionSink)}; takes no piece after the cancellation
     * @param cancellation as in {@link #complete(Prompt, Cancellation)}
     * @throws dev.lectern.failure.CancelledException if it is cancelled before or meanwhile
     * @implSpec Unless overridden, it ends between two pieces. A model that waits for somebody else overrides this.
     */
    default Completion stream(Prompt prompt, CompletionSink sink, Cancellation cancellation) {
        Objects.requireNonNull(sink, "sink");
        cancellation.check(name());
        Completion completion = stream(prompt, piece -> {
            cancellation.check(name());
            sink.text(piece);
        });
        cancellation.check(name());
        return completion;
    }

    /** Lets go of the model; may be called twice. Nothing to do unless overridden. */
    @Override
    default void close() {}
}

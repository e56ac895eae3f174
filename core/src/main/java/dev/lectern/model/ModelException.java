package dev.lectern.model;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that a language model cannot do its work. */
public class ModelException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception that a retry does not help.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public ModelException(String subject, String message, @Nullable Throwable cause) {
        this(subject, message, cause, false);
    }

    /**
     * Makes an exception.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     * @param retryable whether the same call may succeed later without any change
     */
    public ModelException(String subject, String message, @Nullable Throwable cause, boolean retryable) {
        super("model", subject, message, cause, retryable);
    }

    /** Returns what a call used that ended with a failure of any kind, as far as is known. */
    public static TokenUsage usageOf(LecternException failure) {
        return failure instanceof ModelException known ? known.usage() : TokenUsage.NONE;
    }

    /** Returns what the failed call used, as far as is known: nothing unless the model tells. */
    public TokenUsage usage() {
        return TokenUsage.NONE;
    }
}

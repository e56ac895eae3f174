package dev.lectern.synthesize;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that no answer can be made of the nodes. */
public class SynthesisException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception that a retry does not help.
     *
     * @param subject the thing that was worked on
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public SynthesisException(String subject, String message, @Nullable Throwable cause) {
        super("synthesize", subject, message, cause, false);
    }
}

package dev.lectern.spi;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that a provider was not found, is not the only one, or is broken. */
public class ProviderException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param subject the name that was asked for, or the provider's class
     * @param message one line for people, with what there is and what to add
     * @param cause what was caught, or null
     */
    public ProviderException(String subject, String message, @Nullable Throwable cause) {
        super("provider", subject, message, cause, false);
    }
}

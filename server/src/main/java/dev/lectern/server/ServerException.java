package dev.lectern.server;

import dev.lectern.failure.LecternException;
import org.jspecify.annotations.Nullable;

/** Says that the server cannot be started. */
public final class ServerException extends LecternException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param subject the address or file
     * @param message one line for people, with the reason and the remedy
     * @param cause what was caught, or null
     */
    public ServerException(String subject, String message, @Nullable Throwable cause) {
        super("serve", subject, message, cause, false);
    }
}

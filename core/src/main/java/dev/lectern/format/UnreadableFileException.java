package dev.lectern.format;

import org.jspecify.annotations.Nullable;

/** Says why a file gives no document, in words that become the reason of a failure: what is wrong, and what helps. */
public final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Makes an exception of what the format found itself. */
    public UnreadableFileException(String reason) {
        this(reason, null);
    }

    /** Makes an exception with what was caught, or null. */
    public UnreadableFileException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** Returns the reason, one line for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}

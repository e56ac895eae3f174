package dev.lectern.readers.file;

import org.jspecify.annotations.Nullable;

/** Says why a file gives no document, in words that become the reason of a failure: what is wrong, and what helps. */
final class UnreadableFileException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableFileException(String reason) {
        this(reason, null);
    }

    UnreadableFileException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

    /** Returns the reason, one line for people. */
    String reason() {
        return String.valueOf(getMessage());
    }
}

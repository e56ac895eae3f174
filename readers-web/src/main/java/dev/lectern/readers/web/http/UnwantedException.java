package dev.lectern.readers.web.http;

import java.io.IOException;

/** Says that an answer is of a kind that was not asked for: another one will come no other way. */
final class UnwantedException extends IOException {

    private static final long serialVersionUID = 1L;

    UnwantedException(String message) {
        super(message);
    }
}

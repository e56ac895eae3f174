package dev.lectern.readers.web.http;

import java.io.IOException;

/** Says that a body is larger than allowed. */
final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param form of which size the limit was passed: as sent, or after decompression
     */
    TooLargeException(int maxBytes, String form) {
        super("the body is larger than " + maxBytes + " bytes " + form
                + ". Raise maxBytes (option max-bytes) to read it");
    }
}

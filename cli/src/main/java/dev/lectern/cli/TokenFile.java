package dev.lectern.cli;

import dev.lectern.reader.ReadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a token from a file; no message has any of it. */
final class TokenFile {

    private TokenFile() {}

    /**
     * Returns what the file holds, without white space around it.
     *
     * @throws ReadException if the file cannot be read
     * @throws IllegalArgumentException if it holds nothing
     */
    static String read(Path file) {
        String token;
        try {
            token = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ReadException(
                    file.toString(),
                    "Could not read the token file " + file + ": "
                            + e.getClass().getSimpleName() + ". Check that it is a text file that you may read.",
                    e);
        }
        if (token.isEmpty()) {
            throw new IllegalArgumentException("--token-file must hold a token, got: nothing in " + file);
        }
        return token;
    }
}

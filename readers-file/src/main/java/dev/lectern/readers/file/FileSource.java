package dev.lectern.readers.file;

import dev.lectern.reader.ReadException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Understands sources: paths, {@code file:} URIs, and paths after the reader's name, as in {@code file:notes}. Stateless. */
final class FileSource {

    private static final String SCHEME = "file:";

    /** A scheme has two letters or more; one letter is a drive. */
    private static final Pattern OTHER_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    private static final Pattern PATH_SHAPE =
            Pattern.compile(".*(?:[/\\\\].*|\\.\\p{Alnum}{1,8})|[.~]", Pattern.DOTALL);

    private FileSource() {}

    /**
     * Returns the path that a source means.
     *
     * @throws ReadException if it cannot be one
     */
    static Path pathOf(String source) {
        try {
            if (!startsWithScheme(source)) {
                return Path.of(source);
            }
            String rest = source.substring(SCHEME.length());
            return rest.startsWith("/") ? Path.of(new URI(source)) : Path.of(rest);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ReadException(
                    source,
                    "Could not read " + source + ": it is no path: " + e.getMessage()
                            + ". Give a path or a file: URI such as file:///home/me/notes.",
                    e);
        }
    }

    /** Tells whether a source is a {@code file:} URI, is there as a path, or is written like one. */
    static boolean looksLikePath(String source) {
        if (startsWithScheme(source)) {
            return true;
        }
        if (source.isBlank() || (OTHER_SCHEME.matcher(source).matches() && !exists(source))) {
            return false;
        }
        boolean line = source.indexOf('\n') < 0;
        return (line && PATH_SHAPE.matcher(source).matches()) || exists(source);
    }

    private static boolean startsWithScheme(String source) {
        return source.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static boolean exists(String source) {
        try {
            return Files.exists(Path.of(source));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

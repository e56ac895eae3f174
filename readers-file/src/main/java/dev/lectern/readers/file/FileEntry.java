package dev.lectern.readers.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A file that a walk found.
 *
 * <p>Immutable.
 *
 * @param relative path from the root, with {@code /} between folders; the name where the root is the file
 * @param path where it is
 * @param sizeBytes its size when it was found
 * @param problem why it cannot be read, as far as the walk knows, or null
 * @param cause what was caught, or null
 */
record FileEntry(
        String relative,
        Path path,
        long sizeBytes,
        @Nullable String problem,
        @Nullable Throwable cause) {

    /** By relative path in code point order, the same on every file system. */
    static final Comparator<FileEntry> ORDER =
            Comparator.comparing(entry -> entry.relative.codePoints().toArray(), Arrays::compare);

    static FileEntry readable(String relative, Path path, long sizeBytes) {
        return new FileEntry(relative, path, sizeBytes, null, null);
    }

    static FileEntry broken(String relative, Path path, String problem, @Nullable Throwable cause) {
        return new FileEntry(relative, path, 0, problem, cause);
    }
}

package dev.lectern.readers.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is being read: its path, its size and its first bytes. One thread at a time. */
final class FileInput {

    /** Enough for every magic number, for the declarations of HTML, and for judging whether bytes are text. */
    private static final int HEAD_BYTES = 64 * 1024;

    private final Path path;
    private final byte[] head;

    private FileInput(Path path, byte[] head) {
        this.path = path;
        this.head = head;
    }

    static FileInput open(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new FileInput(path, in.readNBytes(HEAD_BYTES));
        }
    }

    Path path() {
        return path;
    }

    /** Returns the name without folders. */
    String name() {
        return FileInput.nameOf(path);
    }

    static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    /** Returns the first 64 KiB, or all there is; not to be changed. */
    byte[] head() {
        return head;
    }

    /** Returns the whole content; not to be changed. */
    byte[] bytes() throws IOException {
        return head.length < HEAD_BYTES ? head : Files.readAllBytes(path);
    }
}

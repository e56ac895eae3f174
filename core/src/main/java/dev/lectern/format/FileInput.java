package dev.lectern.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being read: its name, its size, its bytes, and the password for it.
 *
 * <p>It lies on a disk, in a file system of another kind such as a zip, or in memory. One thread at a time; the one who opened it closes
 * it, which removes a temporary copy.
 */
public final class FileInput implements AutoCloseable {

    /** Enough for every magic number, for the declarations of HTML, and for judging whether bytes are text. */
    public static final int HEAD_BYTES = 64 * 1024;

    private static final Executor NO_HELPERS = work -> {
        throw new RejectedExecutionException("the file is read by one thread");
    };

    private final String name;
    private final @Nullable Path path;
    private final byte[] head;
    private final long sizeBytes;
    private final String password;
    private final Executor helpers;
    private final @Nullable Charset charset;
    private byte @Nullable [] all;
    private @Nullable Path copy;

    private FileInput(
            String name,
            @Nullable Path path,
            byte[] head,
            byte @Nullable [] all,
            long sizeBytes,
            String password,
            Executor helpers,
            @Nullable Charset charset) {
        this.name = name;
        this.path = path;
        this.head = head;
        this.all = all;
        this.sizeBytes = sizeBytes;
        this.password = password;
        this.helpers = helpers;
        this.charset = charset;
    }

    /** Opens a file of any file system; its name is the last one of its path. */
    public static FileInput open(Path path) throws IOException {
        return open(path, nameOf(path));
    }

    /** Opens a file under another name than that of its path, as a temporary copy has one. */
    public static FileInput open(Path path, String name) throws IOException {
        Objects.requireNonNull(name, "name");
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            boolean whole = head.length < HEAD_BYTES;
            long size = whole ? head.length : Files.size(path);
            return new FileInput(name, path, head, whole ? head : null, size, "", NO_HELPERS, null);
        }
    }

    /** Makes a file in memory; the bytes are not copied and not to be changed any more. */
    public static FileInput of(String name, byte[] bytes) {
        Objects.requireNonNull(name, "name");
        byte[] head = bytes.length > HEAD_BYTES ? Arrays.copyOf(bytes, HEAD_BYTES) : bytes;
        return new FileInput(name, null, head, bytes, bytes.length, "", NO_HELPERS, null);
    }

    /** Returns the same file with a password; close one of the two only. */
    public FileInput withPassword(String password) {
        return new FileInput(
                name, path, head, all, sizeBytes, Objects.requireNonNull(password, "password"), helpers, charset);
    }

    /** Returns the same file with helpers, see {@link #helpers()}; close one of the two only. */
    public FileInput withHelpers(Executor helpers) {
        return new FileInput(
                name, path, head, all, sizeBytes, password, Objects.requireNonNull(helpers, "helpers"), charset);
    }

    /** Returns the same file with the charset of its text, or null for one that is to be found out; close one of the two only. */
    public FileInput withCharset(@Nullable Charset charset) {
        return new FileInput(name, path, head, all, sizeBytes, password, helpers, charset);
    }

    /** Returns the last name of a path, or the path where it has none. */
    public static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString().replaceFirst("/$", "");
    }

    /** Returns the name without folders. */
    public String name() {
        return name;
    }

    /** Returns the size in bytes when it was opened. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Returns the password that the user gave, empty if there is none; not to be logged. */
    public String password() {
        return password;
    }

    /**
     * Returns what runs parts of the reading on threads that are idle just now, or throws {@link RejectedExecutionException} where none
     * is: then the calling thread does the work. A format waits for its helpers before it returns.
     */
    public Executor helpers() {
        return helpers;
    }

    /** Returns the charset that the user gave for text, or null if it is to be found out. */
    public @Nullable Charset charset() {
        return charset;
    }

    /** Returns the first 64 KiB, or all there is; not to be changed. */
    public byte[] head() {
        return head;
    }

    /** Returns the whole content; not to be changed. */
    public byte[] bytes() throws IOException {
        byte[] bytes = all;
        if (bytes == null) {
            bytes = Files.readAllBytes(Objects.requireNonNull(path));
        }
        return bytes;
    }

    /** Opens the content as a stream, from the start; the caller closes it. */
    public InputStream stream() throws IOException {
        byte[] bytes = all;
        return bytes != null ? new ByteArrayInputStream(bytes) : Files.newInputStream(Objects.requireNonNull(path));
    }

    /** Tells whether {@link #localFile} costs nothing. */
    public boolean isLocalFile() {
        return path != null && path.getFileSystem() == FileSystems.getDefault();
    }

    /** Returns a file of the default file system with this content, for libraries that want one; maybe a temporary copy. */
    public Path localFile() throws IOException {
        if (path != null && isLocalFile()) {
            return path;
        }
        Path file = copy;
        if (file == null) {
            file = Files.createTempFile("lectern-", ".tmp");
            copy = file;
            try (InputStream in = stream()) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return file;
    }

    /** Removes the temporary copy, where one was made. */
    @Override
    public void close() throws IOException {
        Path file = copy;
        copy = null;
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    /** Returns name and size, for people. */
    @Override
    public String toString() {
        return "FileInput[" + name + ", " + sizeBytes + " bytes]";
    }
}

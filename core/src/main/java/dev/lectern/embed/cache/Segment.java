package dev.lectern.embed.cache;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * One file of a cache: a mark, then entries one after the other; only ever appended to.
 *
 * <p>Thread-safe. A {@link RandomAccessFile} and not a channel, which an interrupt of any reading thread would close for all.
 */
final class Segment implements Closeable {

    static final int VERSION = 1;

    private static final byte[] MARK = "LECEMBED".getBytes(StandardCharsets.US_ASCII);
    static final int MARK_BYTES = 8 + Integer.BYTES;

    private final Path path;
    private final RandomAccessFile file;
    private final Object position = new Object(); // to seek and to read are one step
    private long size;
    private boolean closed;

    private Segment(Path path, RandomAccessFile file, long size) {
        this.path = path;
        this.file = file;
        this.size = size;
    }

    /** Makes an empty segment and forces it to disk, so that a crash leaves a file with its mark or none of any length. */
    static Segment create(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(0);
            file.write(ByteBuffer.allocate(MARK_BYTES).put(MARK).putInt(VERSION).array());
            file.getFD().sync();
            return new Segment(path, file, MARK_BYTES);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Tells whether a file ends within its mark: a crash while it was made left no entry in it. */
    static boolean isUnborn(Path path) throws IOException {
        return Files.size(path) < MARK_BYTES;
    }

    /**
     * Opens a segment; its entries are known after {@link #scan}.
     *
     * @throws EmbedException if it is the file of somebody else, or of a later version (message has the file)
     */
    static Segment open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            requireMark(path, file);
            return new Segment(path, file, MARK_BYTES);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads the head of each entry up to the first that is torn or damaged.
     *
     * @param entries is told each entry and where it starts
     */
    void scan(ObjLongConsumer<Entries.Head> entries) throws IOException {
        synchronized (position) {
            long length = file.length();
            byte[] bytes = new byte[Entries.HEAD_BYTES];
            while (size + Entries.HEAD_BYTES <= length) {
                file.seek(size);
                file.readFully(bytes);
                Optional<Entries.Head> head = Entries.head(bytes);
                if (head.isEmpty() || size + head.get().entryBytes() > length) {
                    return;
                }
                entries.accept(head.get(), size);
                size += head.get().entryBytes();
            }
        }
    }

    private static void requireMark(Path path, RandomAccessFile file) throws IOException {
        byte[] mark = new byte[MARK.length];
        file.readFully(mark);
        if (!Arrays.equals(mark, MARK)) {
            throw new EmbedException(
                    path.toString(),
                    "Could not open the embedding cache: " + path
                            + " is no file of it. Move the file away, or name another directory.",
                    null);
        }
        int version = file.readInt();
        if (version != VERSION) {
            throw new EmbedException(
                    path.toString(),
                    "Could not open the embedding cache: " + path + " has format " + version
                            + " and this version of Lectern reads format " + VERSION
                            + ". Use a newer Lectern, or name another directory.",
                    null);
        }
    }

    Path path() {
        return path;
    }

    /** Returns the bytes up to the end of the last sound entry. */
    long size() {
        synchronized (position) {
            return size;
        }
    }

    /**
     * Cuts off what follows the last sound entry, so that the next one is found behind it.
     *
     * @return whether there was anything
     */
    boolean cutTail() throws IOException {
        synchronized (position) {
            boolean torn = file.length() > size;
            if (torn) {
                file.setLength(size);
            }
            return torn;
        }
    }

    /**
     * Appends an entry.
     *
     * @return where it starts
     * @throws IOException if it cannot be written; what was written of it is cut off again
     */
    long append(byte[] entry) throws IOException {
        synchronized (position) {
            long start = size;
            try {
                file.seek(start);
                file.write(entry);
            } catch (IOException e) {
                try {
                    file.setLength(start);
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
                throw e;
            }
            size += entry.length;
            return start;
        }
    }

    /** Reads an entry; empty where it is damaged or the segment is closed. */
    Optional<Embedding> read(Key key, long start, int dimensions) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(Entries.bytes(dimensions))];
        synchronized (position) {
            if (closed) {
                return Optional.empty();
            }
            file.seek(start);
            file.readFully(bytes);
        }
        return Entries.embedding(bytes, key);
    }

    @Override
    public void close() throws IOException {
        synchronized (position) {
            closed = true;
            file.close();
        }
    }
}

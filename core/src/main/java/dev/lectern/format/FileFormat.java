package dev.lectern.format;

import java.io.IOException;
import java.util.List;

/**
 * Turns the files of one format into text.
 *
 * <p>A new format is one class, a {@link dev.lectern.spi.FileFormatProvider} that names it, and one line in a service file; the reader of
 * files then takes it for every file of its types. Or an object given to the reader's builder.
 *
 * <p>A format never looks beyond the bytes it is given: no network, no other file, no macro and no formula is run.
 *
 * <p>Thread-safety: safe for concurrent use. Files pass through several threads at once.
 *
 * @implSpec A format that works for long asks {@link Thread#isInterrupted} from time to time: that is how a reader stops a file which
 *     takes too long. The contract test is {@code FileFormatContract}.
 */
public interface FileFormat {

    /** Returns the kinds of files that it reads, one or more; the first one is the main one. */
    List<FileType> types();

    /**
     * Tells whether the first bytes of a file are surely of this format, whatever its name says. False unless overridden: media type and
     * name decide then.
     *
     * @param head up to 64 KiB from the start; not to be changed
     */
    default boolean recognises(byte[] head) {
        return false;
    }

    /** Returns the largest file it reads unless the user sets a limit, in bytes; formats that stand in memory as a tree have less. */
    default long defaultMaxBytes() {
        return 32L << 20;
    }

    /**
     * Reads a file and hands over what it holds: its own document, documents within it, files within it, and what could not be read.
     *
     * @throws UnreadableFileException if the reason is known: encrypted, damaged, without text
     * @throws IOException if the bytes cannot be read or are not of this format
     */
    void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException;
}

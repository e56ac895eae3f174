package dev.lectern.readers.file;

import java.io.IOException;
import java.util.Set;

/**
 * Turns the files of one format into text; a new format is one new class.
 *
 * <p>Thread-safety: safe for concurrent use. Files pass through several threads at once.
 */
interface FileFormat {

    /** Returns the media types that it reads, without parameters. */
    Set<String> mediaTypes();

    /** Returns the largest file it reads unless the user sets a limit, in bytes; formats that stand in memory as a tree have less. */
    long defaultMaxBytes();

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException if the reason is known: encrypted, damaged, without text
     * @throws IOException if the bytes cannot be read or are not of this format
     */
    FileContent read(FileInput input) throws IOException, UnreadableFileException;
}

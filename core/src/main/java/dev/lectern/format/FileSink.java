package dev.lectern.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a format finds in a file.
 *
 * <p>Names of parts are paths with {@code /}. They become part of document ids and are never used as paths of the file system, so
 * {@code ../../etc} in an archive is a name like any other.
 *
 * <p>One thread at a time.
 */
public interface FileSink {

    /** Takes the document of the file itself; at most once. */
    void document(FileContent content);

    /**
     * Takes a document that is a part of the file, such as a record.
     *
     * @param part its name or number within the file
     */
    void document(String part, FileContent content);

    /**
     * Takes a file within the file: an entry of an archive, an attachment. Its format is found as that of any file, and it is read at
     * once; what is wrong with it becomes a failure of its own.
     *
     * @param name its name within the file, with folders
     * @param bytes its content, read to its end or to the limit; not closed. An {@link IOException} that it throws becomes the failure of
     *     the part, with the reason of an {@link UnreadableFileException} where that is its cause
     * @throws UnreadableFileException if a limit for all parts together is reached, or files are nested too deeply: no further part is
     *     taken; a format lets it pass
     * @throws IOException if the bytes cannot be read
     */
    void part(String name, InputStream bytes) throws IOException, UnreadableFileException;

    /**
     * Takes a part that cannot be read.
     *
     * @param reason one line for people: why, and what helps
     */
    void failure(String part, String reason, @Nullable Throwable cause);
}

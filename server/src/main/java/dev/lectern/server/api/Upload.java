package dev.lectern.server.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an upload. Immutable.
 *
 * @param file where the content of the file part lies; null if there is none. Whoever reads the request deletes its folder
 * @param fileName the name the client gave; empty for none, never to be used as a path
 * @param contentType of the file part; empty for none
 * @param metadata the text of the metadata part; null for none
 * @param id the text of the id part; null for none
 */
public record Upload(
        @Nullable Path file,
        String fileName,
        String contentType,
        @Nullable String metadata,
        @Nullable String id) {

    /** Nothing was sent, or not as a form. */
    public static final Upload NONE = new Upload(null, "", "", null, null);
}

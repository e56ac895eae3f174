package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Metadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text that a server found: a piece of a document.
 *
 * <p>A vector that the server sends along is passed over, since nothing says which model made it. Immutable.
 *
 * @param id the server's id of the piece; null if it gave none
 * @param documentId the id of the document; null if the server did not say
 * @param text the text; empty if the server sent none
 * @param metadata all metadata that came with it, but for the document's id; {@code created_at} as an instant where it is a date
 * @param score what the server gave, unchanged; finite; null if it gave no number. Its meaning is the server's: {@link PluginScores}
 */
public record PluginChunk(
        @Nullable String id,
        @Nullable String documentId,
        String text,
        Metadata metadata,
        @Nullable Double score) {

    /** Makes a chunk. */
    public PluginChunk {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
    }
}

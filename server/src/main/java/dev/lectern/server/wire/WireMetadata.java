package dev.lectern.server.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata that the API knows of a document; null is absent. Immutable.
 *
 * @param source one of {@link #SOURCES}
 * @param sourceId the document's name within its source
 * @param url its address
 * @param createdAt when it was made, exactly as it was sent
 * @param author who wrote it
 */
public record WireMetadata(
        @Nullable String source,
        @Nullable String sourceId,
        @Nullable String url,
        @Nullable String createdAt,
        @Nullable String author) {

    /** The sources that there are. */
    public static final List<String> SOURCES = List.of("email", "file", "chat");

    /** No metadata. */
    public static final WireMetadata NONE = new WireMetadata(null, null, null, null, null);

    /** The metadata of an upload that came without: {@code source} is {@code file}. */
    public static final WireMetadata OF_FILE = new WireMetadata("file", null, null, null, null);

    /** Reads an object of metadata. */
    public static WireMetadata read(Fields fields) {
        return new WireMetadata(
                fields.choice("source", SOURCES),
                fields.text("source_id", Limits.VALUE_CHARS),
                fields.text("url", Limits.VALUE_CHARS),
                createdAt(fields),
                fields.text("author", Limits.VALUE_CHARS));
    }

    /** A text that is no date stays as it is; a day that there is not is a mistake. */
    private static @Nullable String createdAt(Fields fields) {
        String text = fields.text("created_at", Limits.VALUE_CHARS);
        if (text != null && PluginDate.read(text) instanceof PluginDate.Impossible impossible) {
            fields.fault("created_at", "there is no such date: " + impossible.problem(), "value_error.date");
        }
        return text;
    }

    /** Fills what is absent here from members that stand flat on a document; what does not fit there was ignored before and is now. */
    WireMetadata orFlat(Fields document) {
        return new WireMetadata(
                source != null
                        ? source
                        : document.textIfAny("source", Limits.VALUE_CHARS)
                                .filter(SOURCES::contains)
                                .orElse(null),
                sourceId != null ? sourceId : flat(document, "source_id"),
                url != null ? url : flat(document, "url"),
                createdAt != null ? createdAt : flat(document, "created_at"),
                author != null ? author : flat(document, "author"));
    }

    private static @Nullable String flat(Fields document, String name) {
        return document.textIfAny(name, Limits.VALUE_CHARS).orElse(null);
    }
}

package dev.lectern.format;

import dev.lectern.document.Metadata;
import dev.lectern.document.Section;
import java.util.List;
import java.util.Objects;

/**
 * What a format finds in a file, or in one part of it: the stuff of one document.
 *
 * <p>Immutable.
 *
 * @param text the whole text, maybe empty
 * @param metadata what the file says of itself: title, author, charset
 * @param sections pages, headings, rows: spans of {@code text}
 */
public record FileContent(String text, Metadata metadata, List<Section> sections) {

    /** Makes a content. */
    public FileContent {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
        sections = List.copyOf(sections);
    }

    /** Makes a content without sections. */
    public static FileContent of(String text, Metadata metadata) {
        return new FileContent(text, metadata, List.of());
    }
}

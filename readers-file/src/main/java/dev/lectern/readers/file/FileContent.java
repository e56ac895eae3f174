package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.Section;
import java.util.List;

/**
 * What a format finds in a file.
 *
 * <p>Immutable.
 *
 * @param text the whole text, maybe empty
 * @param metadata what the file says of itself: title, author, charset
 * @param sections pages or headings, spans of {@code text}
 */
record FileContent(String text, Metadata metadata, List<Section> sections) {

    FileContent {
        sections = List.copyOf(sections);
    }
}

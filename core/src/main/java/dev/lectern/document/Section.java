package dev.lectern.document;

import java.util.Objects;

/**
 * A stretch of a document that has facts of its own: a page, or the text below a heading.
 *
 * <p>A node takes over the metadata of the sections in which it starts. Immutable.
 *
 * @param span where the section lies in the document's text
 * @param metadata what holds there, such as {@link MetadataKeys#PAGE} or {@link MetadataKeys#HEADING}
 */
public record Section(Span span, Metadata metadata) {

    /** Makes a section. */
    public Section {
        Objects.requireNonNull(span, "span");
        Objects.requireNonNull(metadata, "metadata");
    }

    /**
     * Makes the section of a page.
     *
     * @param number counted from 1
     */
    public static Section page(int number, Span span) {
        return new Section(span, Metadata.of(MetadataKeys.PAGE, number));
    }

    /**
     * Makes the section below a heading.
     *
     * @param path the headings above the text, outermost first, joined by {@code " > "}
     */
    public static Section heading(String path, Span span) {
        return new Section(span, Metadata.of(MetadataKeys.HEADING, path));
    }
}

package dev.lectern.document;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with an id and metadata: what a reader makes of one file, page or record.
 *
 * <p>The id comes from the source and is never random, so reading twice gives the same ids. Two documents are equal when id, text,
 * metadata and sections are equal.
 *
 * <pre>{@code
 * Document tides = Document.of("notes/tides.txt", "The tide turns twice a day.", Metadata.of(MetadataKeys.TITLE, "Tides"));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class Document {

    private final String id;
    private final String text;
    private final Metadata metadata;
    private final List<Section> sections;
    private volatile @Nullable String contentHash;

    private Document(String id, String text, Metadata metadata, List<Section> sections) {
        this.id = id;
        this.text = text;
        this.metadata = metadata;
        this.sections = sections;
    }

    /** Makes a document without metadata. */
    public static Document of(String id, String text) {
        return of(id, text, Metadata.empty());
    }

    /** Makes a document without sections. */
    public static Document of(String id, String text, Metadata metadata) {
        return of(id, text, metadata, List.of());
    }

    /**
     * Makes a document.
     *
     * @param id derived from the source, not blank; equal ids mean the same document
     * @param text the whole text, may be empty
     * @param metadata facts about the whole document
     * @param sections stretches with facts of their own, within the text; kept sorted by start
     * @throws IllegalArgumentException if the id is blank or a section reaches beyond the text
     */
    public static Document of(String id, String text, Metadata metadata, List<Section> sections) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(metadata, "metadata");
        if (id.isBlank()) {
            throw new IllegalArgumentException("id must not be blank, got: \"" + id + "\"");
        }
        for (Section section : sections) {
            if (section.span().end() > text.length()) {
                throw new IllegalArgumentException("section must lie within the text of " + text.length()
                        + " chars, got: " + section.span() + " in document " + id);
            }
        }
        List<Section> sorted =
                sections.stream().sorted(Comparator.comparing(Section::span)).toList();
        return new Document(id, text, metadata, sorted);
    }

    /** Returns the id: derived from the source, the same at every reading. */
    public String id() {
        return id;
    }

    /** Returns the whole text. */
    public String text() {
        return text;
    }

    /** Returns the facts about the whole document. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns the stretches with facts of their own, sorted by start, unmodifiable. */
    public List<Section> sections() {
        return sections;
    }

    /** Returns a copy with other metadata. */
    public Document withMetadata(Metadata changed) {
        return of(id, text, changed, sections);
    }

    /**
     * Returns the SHA-256 of text, metadata and sections as 64 hexadecimal digits; volatile keys and the id are left out.
     *
     * <p>Cost: one pass over the text at the first call, then free.
     */
    public String contentHash() {
        String hash = contentHash;
        if (hash == null) {
            Hasher hasher = Hashing.sha256().newHasher();
            hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_16LE);
            put(hasher, metadata.canonical());
            for (Section section : sections) {
                hasher.putInt(section.span().start()).putInt(section.span().end());
                put(hasher, section.metadata().canonical());
            }
            hash = hasher.hash().toString();
            contentHash = hash;
        }
        return hash;
    }

    private static void put(Hasher hasher, String text) {
        hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_16LE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Document that
                && id.equals(that.id)
                && text.equals(that.text)
                && metadata.equals(that.metadata)
                && sections.equals(that.sections);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, text, metadata);
    }

    /** Returns id, length and the start of the text, for people. */
    @Override
    public String toString() {
        return "Document[" + id + ", " + text.length() + " chars, \"" + Excerpt.of(text, 60) + "\"]";
    }
}

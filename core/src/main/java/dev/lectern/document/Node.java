package dev.lectern.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A span of a document's text: what is embedded, stored and found.
 *
 * <p>{@code document.text().substring(span.start(), span.end())} is the node's text. Immutable.
 *
 * @param id document id, {@code #}, and the ordinal within the document
 * @param documentId the document this was cut from
 * @param ordinal position among the document's nodes, counted from 0
 * @param span where the text lies in the document
 * @param text the text of the span
 * @param metadata the document's metadata with that of the sections in which the node starts; shared between nodes where equal
 */
public record Node(String id, String documentId, int ordinal, Span span, String text, Metadata metadata) {

    /**
     * Makes a node.
     *
     * @throws IllegalArgumentException if the ordinal is negative or the span is not as long as the text
     */
    public Node {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(documentId, "documentId");
        Objects.requireNonNull(metadata, "metadata");
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal must be 0 or more, got: " + ordinal);
        }
        if (span.length() != text.length()) {
            throw new IllegalArgumentException(
                    "span must be as long as the text of " + text.length() + " chars, got: " + span + " in node " + id);
        }
    }

    /** Makes a node whose id is derived from document id and ordinal. */
    public static Node of(String documentId, int ordinal, Span span, String text, Metadata metadata) {
        return new Node(documentId + "#" + ordinal, documentId, ordinal, span, text, metadata);
    }

    /**
     * Returns the text by which the node is found: title and heading, each on a line of its own, then the node's text, since what it is
     * about often stands only there. A line with which the text begins anyway is left out.
     */
    public String titledText() {
        List<String> lines = new ArrayList<>();
        metadata.asMap().forEach((key, value) -> {
            if (MetadataKeys.isDescriptive(key) && !text.startsWith(value.toString())) {
                lines.add(value.toString());
            }
        });
        if (lines.isEmpty()) {
            return text;
        }
        lines.add(text);
        return String.join("\n", lines);
    }

    /** Returns id, span and the start of the text, for people. */
    @Override
    public String toString() {
        return "Node[" + id + ", " + span + ", \"" + Excerpt.of(text, 60) + "\"]";
    }
}

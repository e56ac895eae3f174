package dev.lectern.model;

import dev.lectern.document.Node;
import dev.lectern.document.Span;
import java.util.Objects;

/**
 * A numbered source as it stands in a prompt: a whole node, or a part of one that is too long. Immutable.
 *
 * @param number the source's number in this answer, counted from 1; parts of one node share it
 * @param node the node
 * @param score how close the node is to the question, higher is closer; 0 where it was not scored
 * @param span the part of the document that stands in the prompt, within the node's span
 */
public record ContextPiece(int number, Node node, double score, Span span) {

    /**
     * Makes a piece.
     *
     * @throws IllegalArgumentException if the number is below 1 or the span leaves the node
     */
    public ContextPiece {
        Objects.requireNonNull(node, "node");
        if (number < 1) {
            throw new IllegalArgumentException("number must be 1 or more, got: " + number);
        }
        if (!node.span().contains(span)) {
            throw new IllegalArgumentException(
                    "span must lie within the node's " + node.span() + ", got: " + span + " in node " + node.id());
        }
    }

    /** Makes the piece of a whole node. */
    public static ContextPiece whole(int number, Node node, double score) {
        return new ContextPiece(number, node, score, node.span());
    }

    /** Returns the text that stands in the prompt. */
    public String text() {
        int offset = node.span().start();
        return node.text().substring(span.start() - offset, span.end() - offset);
    }
}

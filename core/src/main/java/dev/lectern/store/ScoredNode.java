package dev.lectern.store;

import dev.lectern.document.Node;
import java.util.Objects;

/**
 * A node with how close it is to a question. Immutable.
 *
 * @param node the node
 * @param score higher is closer, finite; 0 where {@code kind} is {@link ScoreKind#NONE}
 * @param kind what the score means
 */
public record ScoredNode(Node node, double score, ScoreKind kind) {

    /**
     * Makes a scored node.
     *
     * @throws IllegalArgumentException if the score is infinite or not a number
     */
    public ScoredNode {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("score must be finite, got: " + score + " for node " + node.id());
        }
    }

    /** Makes a node that was taken without a score. */
    public static ScoredNode unscored(Node node) {
        return new ScoredNode(node, 0, ScoreKind.NONE);
    }
}

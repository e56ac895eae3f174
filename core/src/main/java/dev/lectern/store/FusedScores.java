package dev.lectern.store;

import dev.lectern.document.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up what several rankings give to nodes. One thread at a time. */
final class FusedScores {

    private static final Comparator<ScoredNode> BEST_FIRST = Comparator.comparingDouble(ScoredNode::score)
            .reversed()
            .thenComparing(each -> each.node().id());

    private final Map<String, ScoredNode> fused = new HashMap<>();

    /** Adds what one ranking gives to a node. */
    void add(Node node, double part) {
        fused.merge(node.id(), new ScoredNode(node, part, ScoreKind.FUSION), FusedScores::sum);
    }

    private static ScoredNode sum(ScoredNode one, ScoredNode other) {
        return new ScoredNode(one.node(), one.score() + other.score(), ScoreKind.FUSION);
    }

    /** Returns the best nodes, best first, ties by node id. */
    List<ScoredNode> best(int topK) {
        if (topK < 1) {
            throw new IllegalArgumentException("topK must be 1 or more, got: " + topK);
        }
        return fused.values().stream().sorted(BEST_FIRST).limit(topK).toList();
    }
}

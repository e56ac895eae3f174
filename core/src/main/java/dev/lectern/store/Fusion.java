package dev.lectern.store;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins rankings by the places of nodes in them, whatever their scores mean.
 *
 * <p>A node gets {@code 1 / (K + place)} from each ranking that has it. The sum is scaled so that the first of all rankings has 1; see
 * {@link ScoreKind#FUSION}.
 *
 * @see <a href="https://doi.org/10.1145/1571941.1572114">Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms Condorcet
 *     and individual Rank Learning Methods, 2009</a>
 */
final class Fusion {

    /** How little the first places stand out: the paper's value, found there to be uncritical. */
    private static final int K = 60;

    private static final Comparator<ScoredNode> BEST_FIRST = Comparator.comparingDouble(ScoredNode::score)
            .reversed()
            .thenComparing(each -> each.node().id());

    private Fusion() {}

    /** Returns the best of all rankings, best first, ties by node id. */
    static List<ScoredNode> of(List<List<ScoredNode>> rankings, int topK) {
        Map<String, ScoredNode> joined = new HashMap<>();
        for (List<ScoredNode> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                double part = (K + 1.0) / (K + 1 + i) / rankings.size();
                ScoredNode placed = new ScoredNode(ranking.get(i).node(), part, ScoreKind.FUSION);
                joined.merge(placed.node().id(), placed, Fusion::sum);
            }
        }
        return joined.values().stream().sorted(BEST_FIRST).limit(topK).toList();
    }

    private static ScoredNode sum(ScoredNode one, ScoredNode other) {
        return new ScoredNode(one.node(), one.score() + other.score(), ScoreKind.FUSION);
    }
}

package dev.lectern.store;

import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * How the rankings by vector and by words become one in {@link SearchMode#HYBRID}.
 *
 * <pre>{@code
 * StoreQuery query = StoreQuery.hybrid("When is high tide?", embedding, 5).fusedBy(Fusion.weighted(0.7));
 * }</pre>
 *
 * <p>Immutable.
 */
public sealed interface Fusion {

    /**
     * How many nodes of each ranking a store joins, and more where more are asked for: one number for all usual queries, so that the
     * best five are the first five of the best hundred. With 1,000 the quality is the same and a search in memory takes half as long
     * again.
     */
    int CANDIDATES = 100;

    /**
     * Joins two rankings, each best first and with no node twice. Only scores within one ranking are compared.
     *
     * @param byVector the nodes closest by vector
     * @param byWords the nodes closest by words
     * @param topK how many nodes at most, 1 or more
     * @return the best of both, unmodifiable, best first, ties by node id; scores are of {@link ScoreKind#FUSION}
     * @throws IllegalArgumentException if {@code topK} is below 1
     */
    List<ScoredNode> join(List<ScoredNode> byVector, List<ScoredNode> byWords, int topK);

    /** Joins by places, whatever the scores mean; nothing to choose, and the default. */
    static Fusion reciprocalRank() {
        return new ReciprocalRank();
    }

    /**
     * Joins by scores, of which those by vector count as much as you say.
     *
     * @param vectorWeight what scores by vector count, 0 to 1; those by words count the rest
     * @throws IllegalArgumentException if it is outside
     */
    static Fusion weighted(double vectorWeight) {
        return new Weighted(vectorWeight);
    }

    /**
     * Gives a node {@code (K + 1) / (K + place)} from each ranking that has it, places counted from 1, and halves the sum: the first
     * of both rankings has 1.
     *
     * @see <a href="https://doi.org/10.1145/1571941.1572114">Cormack, Clarke and Buettcher, Reciprocal Rank Fusion outperforms
     *     Condorcet and individual Rank Learning Methods, 2009; scaled here by {@code (K + 1) / 2}</a>
     */
    record ReciprocalRank() implements Fusion {

        /** How little the first places stand out: the paper's value, found there to be uncritical. */
        public static final int K = 60;

        @Override
        public List<ScoredNode> join(List<ScoredNode> byVector, List<ScoredNode> byWords, int topK) {
            FusedScores fused = new FusedScores();
            add(byVector, fused);
            add(byWords, fused);
            return fused.best(topK);
        }

        private static void add(List<ScoredNode> ranking, FusedScores fused) {
            for (int i = 0; i < ranking.size(); i++) {
                fused.add(ranking.get(i).node(), (K + 1.0) / (K + 1 + i) / 2);
            }
        }
    }

    /**
     * Brings the scores of each ranking to 0 to 1, its worst node to 0 and its best to 1, and adds them by weight. Where all scores of
     * a ranking are equal, each is 1. A node that a ranking lacks has 0 from it, as has the
     * worst that it holds.
     *
     * <p>A score depends on which nodes are joined, so it may change where more than {@link #CANDIDATES} are asked for.
     *
     * @param vectorWeight what scores by vector count, 0 to 1; those by words count the rest
     * @see <a href="https://doi.org/10.1145/3596512">Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, 2023:
     *     the convex combination with min-max scaling, their alpha is our weight; elsewhere called relative score fusion</a>
     */
    record Weighted(double vectorWeight) implements Fusion {

        /**
         * Makes a fusion.
         *
         * @throws IllegalArgumentException if the weight is not 0 to 1
         */
        public Weighted {
            if (!(vectorWeight >= 0 && vectorWeight <= 1)) {
                throw new IllegalArgumentException("vectorWeight must be 0 to 1, got: " + vectorWeight);
            }
        }

        @Override
        public List<ScoredNode> join(List<ScoredNode> byVector, List<ScoredNode> byWords, int topK) {
            FusedScores fused = new FusedScores();
            add(byVector, vectorWeight, fused);
            add(byWords, 1 - vectorWeight, fused);
            return fused.best(topK);
        }

        private static void add(List<ScoredNode> ranking, double weight, FusedScores fused) {
            DoubleSummaryStatistics scores =
                    ranking.stream().mapToDouble(ScoredNode::score).summaryStatistics();
            double range = scores.getMax() - scores.getMin();
            for (ScoredNode each : ranking) {
                double scaled = range == 0 ? 1 : (each.score() - scores.getMin()) / range;
                fused.add(each.node(), weight * scaled);
            }
        }
    }
}

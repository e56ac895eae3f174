package dev.lectern.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How good a ranking is, from 0 to 1. Stateless. */
final class RankingQuality {

    private RankingQuality() {}

    /**
     * Returns the normalised discounted cumulative gain of the first {@code depth} documents; the gain of a document is its grade, as
     * in trec_eval.
     *
     * @param ranking document ids, best first
     * @param grades of the relevant documents, by id, at least one
     * @see <a href="https://doi.org/10.1145/582415.582418">Jarvelin and Kekalainen, 2002</a>
     */
    static double ndcg(List<String> ranking, Map<String, Integer> grades, int depth) {
        double gain = 0;
        for (int i = 0; i < Math.min(depth, ranking.size()); i++) {
            gain += grades.getOrDefault(ranking.get(i), 0) * discount(i);
        }
        List<Integer> ideal =
                grades.values().stream().sorted(Comparator.reverseOrder()).toList();
        double best = 0;
        for (int i = 0; i < Math.min(depth, ideal.size()); i++) {
            best += ideal.get(i) * discount(i);
        }
        return gain / best;
    }

    /** Returns which part of the relevant documents is among the first {@code depth}. */
    static double recall(List<String> ranking, Map<String, Integer> grades, int depth) {
        long found = ranking.stream().limit(depth).filter(grades::containsKey).count();
        return (double) found / grades.size();
    }

    private static double discount(int place) {
        return Math.log(2) / Math.log(place + 2.0);
    }
}

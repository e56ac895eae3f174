package dev.lectern.postprocess;

import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Drops nodes whose text says the same as that of a node before them, word for word or nearly.
 *
 * <p>Two texts are compared by the runs of three words that they share: runs in both, divided by runs in either, 0 to 1. Case, white
 * space and punctuation do not count, but in texts without a word, which are compared as they are. Of two alike nodes the first stays,
 * so an answer names that source alone, even if the other stands in another document.
 *
 * <p>Cost: one comparison per pair of nodes that stay. Immutable.
 *
 * @param minSimilarity from where two texts are the same, above 0 and at most 1; 1 for texts with the very same runs
 * @see <a href="https://doi.org/10.1109/SEQUEN.1997.666900">Broder, On the resemblance and containment of documents, 1997, section 2</a>
 */
public record Deduplication(double minSimilarity) implements NodePostprocessor {

    /**
     * Two copies of a paragraph of 100 words, of which one has two words changed in different places, share 92 of 104 runs: 0.88. With
     * one word changed it is 0.94.
     */
    public static final double DEFAULT_MIN_SIMILARITY = 0.85;

    private static final int WORDS_IN_A_RUN = 3;

    /**
     * Makes a postprocessor.
     *
     * @throws IllegalArgumentException if the similarity is not above 0 and at most 1
     */
    public Deduplication {
        if (!(minSimilarity > 0 && minSimilarity <= 1)) {
            throw new IllegalArgumentException("minSimilarity must be above 0 and at most 1, got: " + minSimilarity);
        }
    }

    /** Makes a postprocessor that drops copies with few changes. */
    public static Deduplication create() {
        return new Deduplication(DEFAULT_MIN_SIMILARITY);
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        List<ScoredNode> kept = new ArrayList<>();
        List<Set<String>> seen = new ArrayList<>();
        for (ScoredNode node : nodes) {
            Set<String> runs = runs(node.node().text());
            if (seen.stream().noneMatch(other -> similarity(runs, other) >= minSimilarity)) {
                kept.add(node);
                seen.add(runs);
            }
        }
        return List.copyOf(kept);
    }

    private static Set<String> runs(String text) {
        List<String> words = PlainWords.of(text);
        if (words.isEmpty()) {
            return Set.of(text.strip());
        }
        if (words.size() < WORDS_IN_A_RUN) {
            return Set.of(String.join(" ", words));
        }
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + WORDS_IN_A_RUN <= words.size(); i++) {
            runs.add(String.join(" ", words.subList(i, i + WORDS_IN_A_RUN)));
        }
        return runs;
    }

    private static double similarity(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        return (double) shared / (one.size() + other.size() - shared);
    }
}

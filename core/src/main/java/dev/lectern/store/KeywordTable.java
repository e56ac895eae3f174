package dev.lectern.store;

import dev.lectern.document.Node;
import dev.lectern.store.StoredNodes.Row;
import dev.lectern.text.Terms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The words of an {@link InMemoryStore}: for each term the nodes that hold it, and BM25 over them.
 *
 * <p>The text of a node is what is embedded of it: title, heading and the node itself, folded by {@link Terms}. A node's score for a
 * question is the sum over the question's terms of
 *
 * <pre>{@code
 * times * ln(1 + (N - n + 0.5) / (n + 0.5)) * tf / (tf + K1 * (1 - B + B * length / averageLength))
 * }</pre>
 *
 * <p>where N nodes are stored, n of them hold the term, tf times in this node, and the question holds it {@code times} times. Stop
 * words of a question count only if it has no other words.
 *
 * <p>Each node is an entry with a number that stays. Removing only marks it; when more entries are removed than present, all are
 * numbered anew, so that a removal costs constant time on average. What is counted is always exact: marked entries are skipped.
 *
 * <p>Memory: 8 bytes per different term of a node, 8 per node, and the terms themselves. Safe to search concurrently; changes need the
 * caller's lock.
 *
 * @see <a href="https://doi.org/10.1561/1500000019">Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond,
 *     2009, equation 3.15; as in Lucene, the 1 added under the logarithm keeps terms that most nodes hold from counting against a node</a>
 */
final class KeywordTable {

    /**
     * How soon more of the same term adds nothing. With {@link #B} the default of Lucene, in the middle of what the paper found good; over
     * nodes of 200 tokens better than the 0.9 and 0.4 of published baselines, which are over whole documents (decision 100).
     */
    static final double K1 = 1.2;

    /** How much long nodes are held back, 0 to 1. */
    static final double B = 0.75;

    /** The length of an entry that was removed. */
    private static final int REMOVED = -1;

    /** Below this many removed entries, numbering anew is not worth a thought. */
    private static final int FEW = 64;

    private final Map<String, Postings> postings = new HashMap<>();
    private final List<@Nullable Row> entries = new ArrayList<>();
    private int[] lengths = new int[16];
    private int present;
    private long totalLength;

    /** Adds the words of a node. */
    void add(Row row) {
        int entry = entries.size();
        int length = 0;
        for (Terms.Term term : Terms.of(row.node().titledText())) {
            postings.computeIfAbsent(term.folded(), folded -> new Postings()).count(entry);
            length++;
        }
        append(row, length);
        present++;
        totalLength += length;
    }

    private void append(Row row, int length) {
        int entry = entries.size();
        if (entry == lengths.length) {
            lengths = Arrays.copyOf(lengths, Growth.capacity(entry, entry + 1));
        }
        lengths[entry] = length;
        entries.add(row);
        row.enter(entry);
    }

    /** Removes the words of a node. */
    void remove(Row row) {
        int entry = row.entry();
        totalLength -= lengths[entry];
        lengths[entry] = REMOVED;
        entries.set(entry, null);
        present--;
        int removed = entries.size() - present;
        if (removed > FEW && removed > present) {
            numberAnew();
        }
    }

    private void numberAnew() {
        List<@Nullable Row> old = new ArrayList<>(entries);
        int[] oldLengths = lengths;
        int[] renumbered = new int[old.size()];
        entries.clear();
        lengths = new int[Math.max(16, present)];
        for (int i = 0; i < old.size(); i++) {
            Row row = old.get(i);
            renumbered[i] = row == null ? REMOVED : entries.size();
            if (row != null) {
                append(row, oldLengths[i]);
            }
        }
        postings.values().removeIf(each -> each.renumber(renumbered));
    }

    /** Returns the nodes that share the most telling words with a question, best first; statistics are those of all nodes. */
    List<ScoredNode> nearest(String question, Predicate<Node> accepts, int topK) {
        double[] scores = new double[entries.size()];
        termsOf(question).forEach((term, times) -> {
            Postings found = postings.get(term);
            if (found != null) {
                found.score(times, scores);
            }
        });
        TopK best = new TopK(topK, entry -> node(entry).id());
        for (int entry = 0; entry < scores.length; entry++) {
            double score = scores[entry];
            if (score > 0 && score >= best.worst() && accepts.test(node(entry))) {
                best.offer(score, entry);
            }
        }
        return best.bestFirst(this::node, ScoreKind.BM25);
    }

    private Node node(int entry) {
        Row row = entries.get(entry);
        if (row == null) {
            throw new IllegalStateException("entry " + entry + " was removed");
        }
        return row.node();
    }

    private static Map<String, Integer> termsOf(String question) {
        List<Terms.Term> terms = Terms.of(question);
        boolean onlyStopWords = terms.stream().allMatch(Terms.Term::stopWord);
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Terms.Term term : terms) {
            if (onlyStopWords || !term.stopWord()) {
                times.merge(term.folded(), 1, Integer::sum);
            }
        }
        return times;
    }

    /** The entries that hold a term, in order, each with how often. */
    private final class Postings {

        private int[] pairs = new int[2];
        private int size;

        /** Counts the term once more in the newest entry. */
        void count(int entry) {
            if (size > 0 && pairs[size - 2] == entry) {
                pairs[size - 1]++;
                return;
            }
            put(entry, 1);
        }

        private void put(int entry, int count) {
            if (size + 2 > pairs.length) {
                pairs = Arrays.copyOf(pairs, Growth.capacity(size, size + 2));
            }
            pairs[size++] = entry;
            pairs[size++] = count;
        }

        /** Gives entries their new numbers, leaves out removed ones, and tells whether none is left. */
        boolean renumber(int[] renumbered) {
            int kept = 0;
            for (int i = 0; i < size; i += 2) {
                if (renumbered[pairs[i]] != REMOVED) {
                    pairs[kept] = renumbered[pairs[i]];
                    pairs[kept + 1] = pairs[i + 1];
                    kept += 2;
                }
            }
            size = kept;
            pairs = Arrays.copyOf(pairs, Math.max(2, size));
            return size == 0;
        }

        /** Adds what the term is worth to the score of each entry that holds it. */
        void score(int times, double[] scores) {
            int holding = holding();
            double weight = times * Math.log1p((present - holding + 0.5) / (holding + 0.5));
            double averageLength = (double) totalLength / present;
            for (int i = 0; i < size; i += 2) {
                int length = lengths[pairs[i]];
                if (length != REMOVED) {
                    int count = pairs[i + 1];
                    scores[pairs[i]] += weight * count / (count + K1 * (1 - B + B * length / averageLength));
                }
            }
        }

        private int holding() {
            if (present == entries.size()) {
                return size / 2;
            }
            int holding = 0;
            for (int i = 0; i < size; i += 2) {
                holding += lengths[pairs[i]] == REMOVED ? 0 : 1;
            }
            return holding;
        }
    }
}

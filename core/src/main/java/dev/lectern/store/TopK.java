package dev.lectern.store;

import dev.lectern.document.Node;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Keeps the k best rows of a scan: a binary heap with the worst on top.
 *
 * <p>Higher scores are better; of equal scores the smaller id (UTF-16 order) is. Memory: 12 bytes per kept row. One thread at a time.
 */
final class TopK {

    private static final int FIRST_CAPACITY = 64;

    private final int wanted;
    private final IntFunction<String> idOf;
    private double[] scores;
    private int[] rows;
    private int size;

    /**
     * Starts empty.
     *
     * @param wanted how many rows to keep, 1 or more; memory follows what is offered, not this
     * @param idOf gives the id of a row, for ties
     */
    TopK(int wanted, IntFunction<String> idOf) {
        this.wanted = wanted;
        this.idOf = idOf;
        this.scores = new double[Math.min(wanted, FIRST_CAPACITY)];
        this.rows = new int[scores.length];
    }

    /** Returns the lowest score that is still kept, or negative infinity while there is room. */
    double worst() {
        return size < wanted ? Double.NEGATIVE_INFINITY : scores[0];
    }

    /** Keeps a row if it is among the best so far. */
    void offer(double score, int row) {
        if (size < wanted) {
            if (size == scores.length) {
                int capacity = (int) Math.min(wanted, 2L * size);
                scores = Arrays.copyOf(scores, capacity);
                rows = Arrays.copyOf(rows, capacity);
            }
            siftUp(size++, score, row);
        } else if (isWorse(scores[0], rows[0], score, row)) {
            siftDown(score, row);
        }
    }

    /** Returns the number of rows kept. */
    int size() {
        return size;
    }

    /** Removes the worst row and hands it to {@code sink}. */
    void removeWorst(RowSink sink) {
        double score = scores[0];
        int row = rows[0];
        size--;
        if (size > 0) {
            siftDown(scores[size], rows[size]);
        }
        sink.row(row, score);
    }

    /** Empties it and returns what was kept, best first. */
    List<ScoredNode> bestFirst(IntFunction<Node> nodeOf, ScoreKind kind) {
        ScoredNode[] nodes = new ScoredNode[size];
        for (int i = nodes.length - 1; i >= 0; i--) {
            int place = i;
            removeWorst((row, score) -> nodes[place] = new ScoredNode(nodeOf.apply(row), score, kind));
        }
        return List.of(nodes);
    }

    private void siftUp(int start, double score, int row) {
        int hole = start;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (isWorse(scores[parent], rows[parent], score, row)) {
                break;
            }
            put(hole, scores[parent], rows[parent]);
            hole = parent;
        }
        put(hole, score, row);
    }

    private void siftDown(double score, int row) {
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && isWorse(scores[child + 1], rows[child + 1], scores[child], rows[child])) {
                child++;
            }
            if (isWorse(score, row, scores[child], rows[child])) {
                break;
            }
            put(hole, scores[child], rows[child]);
            hole = child;
        }
        put(hole, score, row);
    }

    private void put(int at, double score, int row) {
        scores[at] = score;
        rows[at] = row;
    }

    private boolean isWorse(double score, int row, double otherScore, int otherRow) {
        if (score != otherScore) {
            return score < otherScore;
        }
        return idOf.apply(row).compareTo(idOf.apply(otherRow)) > 0;
    }

    /** Takes a row and its score. */
    interface RowSink {
        /** Takes one row. */
        void row(int row, double score);
    }
}

package dev.lectern.models.openai;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a list of texts into runs that fit into one request, in order.
 *
 * @param maxTexts texts of a request at most
 * @param maxTokens tokens of a request at most; a text that has more goes alone
 */
record EmbeddingBatches(int maxTexts, int maxTokens) {

    /** The texts {@code [from, to)}. */
    record Batch(int from, int to) {

        int size() {
            return to - from;
        }
    }

    /** Returns the runs; none for no text. */
    List<Batch> of(int[] tokens) {
        List<Batch> batches = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (i > from && (i - from == maxTexts || sum + tokens[i] > maxTokens)) {
                batches.add(new Batch(from, i));
                from = i;
                sum = 0;
            }
            sum += tokens[i];
        }
        if (from < tokens.length) {
            batches.add(new Batch(from, tokens.length));
        }
        return batches;
    }
}

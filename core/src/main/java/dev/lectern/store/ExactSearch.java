package dev.lectern.store;

import dev.lectern.embed.Embedding;
import dev.lectern.store.StoredNodes.Row;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One search over what an {@link InMemoryStore} holds.
 *
 * <p>Without a filter, or with one that many nodes match, all rows are scored and the filter is asked only of those that come near.
 * Where few match, the best of them are not near, and the filter would be asked of nearly all rows; so it is asked first, once per
 * document whose nodes are alike, and only what matches is scored.
 *
 * <p>Reads only; needs the caller's lock.
 */
final class ExactSearch {

    /** How many rows are looked at to guess how many match: a hundredth of them is five, enough for a guess. */
    private static final int SAMPLE = 500;

    /** The golden ratio's fractional part: its multiples, taken modulo 1, are spread evenly and in step with nothing. */
    private static final double GOLDEN = 0.6180339887498949;

    /** Above this part, in percent, single rows are no longer cheaper than all of them in order. */
    private static final int MOST_PERCENT = 10;

    private final VectorTable table;
    private final List<Row> rows;
    private final Collection<StoredNodes> documents;

    ExactSearch(VectorTable table, List<Row> rows, Collection<StoredNodes> documents) {
        this.table = table;
        this.rows = rows;
        this.documents = documents;
    }

    /** Returns the nodes nearest to a vector, best first. */
    List<ScoredNode> nearest(Embedding embedding, @Nullable Filter filter, int topK) {
        TopK best = new TopK(topK, row -> rows.get(row).node().id());
        if (filter == null || rows.isEmpty()) {
            table.search(embedding, row -> true, best);
        } else if (isCommon(filter)) {
            table.search(embedding, row -> matches(filter, row), best);
        } else {
            IntConsumer offer = table.offering(embedding, best);
            documents.forEach(each -> each.forEachMatching(filter, row -> offer.accept(row.index())));
        }
        return best.bestFirst(row -> rows.get(row).node(), ScoreKind.COSINE);
    }

    /**
     * Guesses from some rows whether a filter is better asked late. Asking first costs about as much per document as scoring two rows,
     * and each matching row as much as four in order: it pays below one percent, and below more where many nodes share a document.
     */
    private boolean isCommon(Filter filter) {
        int percent = Math.min(MOST_PERCENT, rows.size() / documents.size());
        int matching = 0;
        for (int i = 0; i < SAMPLE; i++) {
            matching += matches(filter, (int) (i * GOLDEN % 1 * rows.size())) ? 1 : 0;
        }
        return matching * 100 > percent * SAMPLE;
    }

    private boolean matches(Filter filter, int row) {
        return FilterEvaluator.matches(filter, rows.get(row).node());
    }
}

package dev.lectern.store.lucene;

import dev.lectern.store.Filter;
import dev.lectern.store.lucene.Hits.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongToIntFunction;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.TopKnnCollectorManager;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongHeap;
import org.apache.lucene.util.NumericUtils;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes nearest to a vector: exactly among few, through the graph among many.
 *
 * <p>Where at most {@code exactUpTo} nodes come into question, all their vectors are read. Among more, the graph gives candidates
 * (Malkov and Yashunin, Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small World graphs,
 * 2018; {@code efSearch} is the number of candidates). Either way the scores of the best are computed from the stored floats in
 * {@code double}: of all that may be among them, given how exactly they were compared.
 */
final class VectorSearch {

    private final IndexSearcher searcher;
    private final int exactUpTo;
    private final LongToIntFunction candidates;
    private final VectorEncoding compared;

    /**
     * Prepares searches.
     *
     * @param candidates how many to take from the graph, by the number of nodes
     * @param compared what the graph compares
     */
    VectorSearch(IndexSearcher searcher, int exactUpTo, LongToIntFunction candidates, VectorEncoding compared) {
        this.searcher = searcher;
        this.exactUpTo = exactUpTo;
        this.candidates = candidates;
        this.compared = compared;
    }

    /** Returns the best, best first, ties by node id. */
    List<Hit> nearest(float[] unit, int topK, @Nullable Filter filter) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        String field = Fields.vector(unit.length);
        List<@Nullable Bits> accepted = new ArrayList<>();
        long all = 0;
        long count = 0;
        for (LeafReaderContext segment : segments) {
            FloatVectorValues values = segment.reader().getFloatVectorValues(field);
            int size = values == null ? 0 : values.size();
            all += size;
            if (filter == null) {
                accepted.add(segment.reader().getLiveDocs());
                count += size;
            } else {
                FixedBitSet matches = new FilterMatches(searcher, filter).in(segment);
                accepted.add(matches);
                count += matches.cardinality();
            }
        }
        boolean exact = count <= exactUpTo || topK >= count;
        int wanted = (int) Math.min(Math.max(candidates.applyAsInt(all), topK), count);
        int[] found = exact
                ? all(segments, field, unit, accepted, topK)
                : candidates(segments, field, unit, accepted, wanted, topK);
        return best(segments, field, unit, found, topK);
    }

    /** Returns the documents whose vectors may be among the nearest, from the graph of each segment. */
    private int[] candidates(
            List<LeafReaderContext> segments,
            String field,
            float[] unit,
            List<@Nullable Bits> accepted,
            int wanted,
            int topK)
            throws IOException {
        KnnCollectorManager collectors = new TopKnnCollectorManager(wanted, searcher);
        List<ScoreDoc> found = new ArrayList<>();
        for (LeafReaderContext segment : segments) {
            if (segment.reader().getFloatVectorValues(field) != null) {
                KnnCollector collector = collectors.newCollector(Integer.MAX_VALUE, segment);
                segment.reader().searchNearestVectors(field, unit, collector, accepted.get(segment.ord));
                for (ScoreDoc each : collector.topDocs().scoreDocs) {
                    found.add(new ScoreDoc(segment.docBase + each.doc, each.score));
                }
            }
        }
        found.sort(Comparator.comparingDouble((ScoreDoc each) -> each.score).reversed());
        boolean coarse = compared == VectorEncoding.INT8 || found.size() <= topK;
        // Lucene's score is half of the product and a half.
        float least = coarse ? 0 : found.get(topK - 1).score - floatError(unit.length) - 0x1p-22f;
        return found.stream()
                .limit(wanted)
                .filter(each -> each.score >= least)
                .mapToInt(each -> each.doc)
                .sorted()
                .toArray();
    }

    /** Returns the documents whose vectors may be among the nearest, after reading all. */
    private static int[] all(
            List<LeafReaderContext> segments, String field, float[] unit, List<@Nullable Bits> accepted, int topK)
            throws IOException {
        int[] docs = new int[64];
        float[] scores = new float[64];
        int count = 0;
        for (LeafReaderContext segment : segments) {
            FloatVectorValues values = segment.reader().getFloatVectorValues(field);
            Bits wanted = accepted.get(segment.ord);
            if (values == null) {
                continue;
            }
            boolean filtered = wanted instanceof FixedBitSet;
            DocIdSetIterator each = filtered
                    ? ConjunctionUtils.intersectIterators(
                            List.of(new BitSetIterator((FixedBitSet) wanted, values.size()), values))
                    : values;
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                if (!filtered && wanted != null && !wanted.get(doc)) {
                    continue;
                }
                if (count == docs.length) {
                    docs = Arrays.copyOf(docs, 2 * count);
                    scores = Arrays.copyOf(scores, 2 * count);
                }
                docs[count] = segment.docBase + doc;
                scores[count++] = VectorUtil.dotProduct(unit, values.vectorValue());
            }
        }
        return atLeast(lastPlace(scores, count, topK) - 2 * floatError(unit.length), docs, scores, count);
    }

    /**
     * Returns how far a {@code float} inner product of two unit vectors may lie from the true one, in whatever order it is summed.
     *
     * @see <a href="https://doi.org/10.1137/1.9780898718027">N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd
     *     edition 2002, equation 3.5</a>
     */
    private static float floatError(int dimensions) {
        return dimensions * 0x1p-24f;
    }

    /** Returns the score of the {@code topK}-th best. */
    private static float lastPlace(float[] scores, int count, int topK) {
        if (count <= topK) {
            return Float.NEGATIVE_INFINITY;
        }
        LongHeap best = new LongHeap(topK);
        for (int i = 0; i < count; i++) {
            best.insertWithOverflow(NumericUtils.floatToSortableInt(scores[i]));
        }
        return NumericUtils.sortableIntToFloat((int) best.top());
    }

    private static int[] atLeast(float score, int[] docs, float[] scores, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (scores[i] >= score) {
                docs[kept++] = docs[i];
            }
        }
        return Arrays.copyOf(docs, kept);
    }

    /** Scores documents, given in ascending order, and returns the best of them. */
    private List<Hit> best(List<LeafReaderContext> segments, String field, float[] unit, int[] docs, int topK)
            throws IOException {
        List<Hit> hits = new ArrayList<>(docs.length);
        int at = 0;
        for (LeafReaderContext segment : segments) {
            int end = segment.docBase + segment.reader().maxDoc();
            if (at < docs.length && docs[at] < end) {
                FloatVectorValues values =
                        Objects.requireNonNull(segment.reader().getFloatVectorValues(field), field);
                for (; at < docs.length && docs[at] < end; at++) {
                    values.advance(docs[at] - segment.docBase);
                    hits.add(new Hit(docs[at], UnitVector.cosine(unit, values.vectorValue())));
                }
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        orderTies(hits, topK);
        return List.copyOf(hits.subList(0, Math.min(topK, hits.size())));
    }

    /** Orders hits of equal score by node id, as far as they may be among the first. */
    private void orderTies(List<Hit> hits, int topK) throws IOException {
        for (int start = 0; start < Math.min(topK, hits.size()); ) {
            int end = start + 1;
            while (end < hits.size() && hits.get(end).score() == hits.get(start).score()) {
                end++;
            }
            if (end - start > 1) {
                record Named(BytesRef id, Hit hit) {}
                List<Named> tied = new ArrayList<>();
                for (Hit hit : hits.subList(start, end)) {
                    tied.add(new Named(Hits.nodeId(searcher, hit.doc()), hit));
                }
                tied.sort(Comparator.comparing(Named::id));
                for (int i = start; i < end; i++) {
                    hits.set(i, tied.get(i - start).hit());
                }
            }
            start = end;
        }
    }
}

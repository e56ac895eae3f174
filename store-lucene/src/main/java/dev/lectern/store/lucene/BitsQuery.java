package dev.lectern.store.lucene;

import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Matches the documents of given sets; for one search, so two are equal only if they are the same. */
final class BitsQuery extends Query {

    private final Map<Object, FixedBitSet> sets;

    /** Makes a query from the sets of all segments, by the segment's {@code id()}. */
    BitsQuery(Map<Object, FixedBitSet> sets) {
        this.sets = Map.copyOf(sets);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
        return new ConstantScoreWeight(this, boost) {
            @Override
            public @Nullable Scorer scorer(LeafReaderContext segment) {
                FixedBitSet set = sets.get(segment.id());
                return set == null
                        ? null
                        : new ConstantScoreScorer(this, score(), mode, new BitSetIterator(set, set.cardinality()));
            }

            @Override
            public boolean isCacheable(LeafReaderContext segment) {
                return false;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        visitor.visitLeaf(this);
    }

    @Override
    public String toString(String field) {
        return "sets of " + sets.size() + " segments";
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

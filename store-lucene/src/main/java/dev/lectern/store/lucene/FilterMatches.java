package dev.lectern.store.lucene;

import dev.lectern.document.MetadataValue;
import dev.lectern.document.MetadataValue.Moment;
import dev.lectern.document.MetadataValue.Text;
import dev.lectern.document.MetadataValue.TextList;
import dev.lectern.store.Filter;
import dev.lectern.store.Filter.Comparison;
import dev.lectern.store.Filter.Operator;
import dev.lectern.store.FilterEvaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Finds the nodes that match a {@link Filter}, a bit set per segment; agrees with {@link FilterEvaluator}.
 *
 * <p>Conditions are answered from the index, text ranges and parts of texts once per different text; and, or and not work on the sets.
 * Cost of a set: one bit per Lucene document of the segment. A set may hold documents' own entries beside nodes.
 */
final class FilterMatches {

    private final IndexSearcher searcher;
    private final Filter filter;

    FilterMatches(IndexSearcher searcher, Filter filter) {
        this.searcher = searcher;
        this.filter = filter;
    }

    /** Returns the set of one segment, deleted ones taken out. */
    FixedBitSet in(LeafReaderContext segment) throws IOException {
        FixedBitSet matches = matches(filter, segment);
        Bits live = segment.reader().getLiveDocs();
        if (live != null) {
            for (int doc = next(matches, 0); doc != DocIdSetIterator.NO_MORE_DOCS; doc = next(matches, doc + 1)) {
                if (!live.get(doc)) {
                    matches.clear(doc);
                }
            }
        }
        return matches;
    }

    /** Returns the first document of a set from {@code from} on, or {@link DocIdSetIterator#NO_MORE_DOCS}. */
    static int next(FixedBitSet set, int from) {
        return from >= set.length() ? DocIdSetIterator.NO_MORE_DOCS : set.nextSetBit(from);
    }

    private FixedBitSet matches(Filter part, LeafReaderContext segment) throws IOException {
        FixedBitSet found = new FixedBitSet(segment.reader().maxDoc());
        if (part instanceof Filter.And and) {
            found.set(0, found.length());
            for (Filter each : and.parts()) {
                found.and(matches(each, segment));
            }
        } else if (part instanceof Filter.Or or) {
            for (Filter each : or.parts()) {
                found.or(matches(each, segment));
            }
        } else if (part instanceof Filter.Not not) {
            found.or(matches(not.part(), segment));
            found.flip(0, found.length());
        } else if (part instanceof Filter.Exists exists) {
            addExisting(exists.key(), segment, found);
        } else if (part instanceof Filter.In in) {
            addEqual(in, in.key(), in.values(), segment, found);
        } else if (part instanceof Comparison comparison) {
            addCompared(comparison, segment, found);
        }
        return found;
    }

    private void addExisting(String key, LeafReaderContext segment, FixedBitSet found) throws IOException {
        if (key.equals(Filter.DOCUMENT_ID)) {
            found.set(0, found.length());
        } else {
            add(new TermQuery(new Term(MetadataTerms.KEY, TextBytes.of(key))), segment, found);
        }
    }

    private void addCompared(Comparison comparison, LeafReaderContext segment, FixedBitSet found) throws IOException {
        String key = comparison.key();
        MetadataValue wanted = comparison.value();
        if (comparison.operator() == Operator.EQ) {
            addEqual(comparison, key, List.of(wanted), segment, found);
            return;
        }
        Predicate<String> accepts = own -> FilterEvaluator.matches(comparison, new Text(own));
        if (key.equals(Filter.DOCUMENT_ID)) { // metadata of that name is hidden by the id
            add(new TextQuery(Fields.ID, new BytesRef(), comparison, accepts), segment, found);
            return;
        }
        if (wanted instanceof Text text) {
            BytesRef prefix = MetadataTerms.textPrefix(key);
            add(new TextQuery(MetadataTerms.VALUE, prefix, comparison, accepts), segment, found);
            if (comparison.operator() == Operator.CONTAINS && !MetadataTerms.isLong(text)) {
                add(
                        new TermQuery(new Term(MetadataTerms.VALUE, MetadataTerms.item(key, text.value()))),
                        segment,
                        found);
            }
        } else if (comparison.operator() == Operator.CONTAINS) {
            return; // only texts are parts of anything
        } else if (SortableBytes.isNumber(wanted)) {
            add(range(MetadataTerms.numbers(key), comparison.operator(), SortableBytes.of(wanted)), segment, found);
        } else if (wanted instanceof Moment moment) {
            byte[] bytes = SortableBytes.of(moment.value());
            add(range(MetadataTerms.instants(key), comparison.operator(), bytes), segment, found);
        }
        addLong(comparison, key, segment, found);
    }

    private static Query range(String field, Operator operator, byte[] value) {
        byte[] lowest = new byte[value.length];
        byte[] highest = new byte[value.length];
        Arrays.fill(highest, (byte) 0xFF);
        return switch (operator) {
            case GT -> BinaryPoint.newRangeQuery(field, SortableBytes.after(value), highest);
            case GTE -> BinaryPoint.newRangeQuery(field, value, highest);
            case LT -> BinaryPoint.newRangeQuery(field, lowest, SortableBytes.before(value));
            case LTE -> BinaryPoint.newRangeQuery(field, lowest, value);
            default -> throw new IllegalArgumentException("operator must be a range, got: " + operator);
        };
    }

    private void addEqual(
            Filter condition, String key, List<MetadataValue> values, LeafReaderContext segment, FixedBitSet found)
            throws IOException {
        if (key.equals(Filter.DOCUMENT_ID)) {
            List<BytesRef> ids = values.stream()
                    .filter(Text.class::isInstance)
                    .map(value -> TextBytes.of(((Text) value).value()))
                    .toList();
            add(new TermInSetQuery(Fields.ID, ids), segment, found);
            return;
        }
        List<BytesRef> terms = new ArrayList<>();
        List<byte[]> numbers = new ArrayList<>();
        List<byte[]> instants = new ArrayList<>();
        for (MetadataValue value : values) {
            if (SortableBytes.isNumber(value)) {
                numbers.add(SortableBytes.of(value));
            } else if (value instanceof Moment moment) {
                instants.add(SortableBytes.of(moment.value()));
            } else if (!MetadataTerms.isLong(value)) {
                terms.add(MetadataTerms.term(key, value));
            }
        }
        if (!terms.isEmpty()) {
            add(new TermInSetQuery(MetadataTerms.VALUE, terms), segment, found);
        }
        if (!numbers.isEmpty()) {
            add(BinaryPoint.newSetQuery(MetadataTerms.numbers(key), numbers.toArray(byte[][]::new)), segment, found);
        }
        if (!instants.isEmpty()) {
            add(BinaryPoint.newSetQuery(MetadataTerms.instants(key), instants.toArray(byte[][]::new)), segment, found);
        }
        if (values.stream().anyMatch(value -> value instanceof Text || value instanceof TextList)) {
            addLong(condition, key, segment, found);
        }
    }

    /** Asks the stored nodes whose value under a key is too long for the index. */
    private static void addLong(Filter condition, String key, LeafReaderContext segment, FixedBitSet found)
            throws IOException {
        PostingsEnum nodes = segment.reader().postings(new Term(MetadataTerms.LONG, TextBytes.of(key)));
        if (nodes == null) {
            return;
        }
        StoredFields stored = segment.reader().storedFields();
        for (int doc = nodes.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = nodes.nextDoc()) {
            if (FilterEvaluator.matches(condition, StoredRecord.node(Records.read(stored, doc)))) {
                found.set(doc);
            }
        }
    }

    private void add(Query query, LeafReaderContext segment, FixedBitSet found) throws IOException {
        Query rewritten = searcher.rewrite(query);
        Scorer scorer = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1)
                .scorer(segment);
        if (scorer != null) {
            found.or(scorer.iterator());
        }
    }
}

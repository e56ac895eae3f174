package dev.lectern.store.lucene;

import dev.lectern.store.Filter;
import dev.lectern.store.lucene.Hits.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds nodes by BM25 over their words.
 *
 * <p>A question is analysed in each language that the store has, since each node's words were made in its own; what is a stop word in one
 * may be a word in another. All words stand in one field, so that scores of different languages are comparable.
 *
 * @see org.apache.lucene.search.similarities.BM25Similarity
 */
final class WordSearch {

    /** Best first, ties by node id. */
    private static final Sort ORDER =
            new Sort(SortField.FIELD_SCORE, new SortField(Fields.NODE, SortField.Type.STRING));

    /** Lucene refuses queries of more than 1,024 parts, so all languages share these; of longer questions the rarest words count. */
    private static final int MAX_WORDS = 960;

    private final IndexSearcher searcher;

    WordSearch(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    List<Hit> nearest(String question, int topK, @Nullable Filter filter) throws IOException {
        Query query = query(question);
        if (query == null) {
            return List.of();
        }
        if (filter != null) {
            query = new BooleanQuery.Builder()
                    .add(query, Occur.MUST)
                    .add(matches(filter), Occur.FILTER)
                    .build();
        }
        int wanted = Math.min(topK, Math.max(1, searcher.getIndexReader().maxDoc()));
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc found : searcher.search(query, wanted, ORDER).scoreDocs) {
            hits.add(new Hit(found.doc, ((Number) ((FieldDoc) found).fields[0]).doubleValue()));
        }
        return hits;
    }

    /** Asks the nodes of each language for the words of that language; null if the question has none. */
    private @Nullable Query query(String question) throws IOException {
        Set<String> languages = languages(searcher.getIndexReader());
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        boolean found = false;
        for (String language : languages) {
            Map<String, Integer> words = words(question, language, MAX_WORDS / languages.size());
            if (!words.isEmpty()) {
                found = true;
                BooleanQuery.Builder any = new BooleanQuery.Builder();
                words.forEach((word, times) ->
                        any.add(new BoostQuery(new TermQuery(new Term(Fields.WORDS, word)), times), Occur.SHOULD));
                all.add(languages.size() == 1 ? any.build() : within(language, any.build()), Occur.SHOULD);
            }
        }
        return found ? all.build() : null;
    }

    private static Query within(String language, Query words) {
        return new BooleanQuery.Builder()
                .add(words, Occur.MUST)
                .add(new TermQuery(new Term(Fields.LANGUAGE, language)), Occur.FILTER)
                .build();
    }

    private BitsQuery matches(Filter filter) throws IOException {
        FilterMatches matches = new FilterMatches(searcher, filter);
        Map<Object, FixedBitSet> sets = new HashMap<>();
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            sets.put(segment.id(), matches.in(segment));
        }
        return new BitsQuery(sets);
    }

    /** Returns the different words of a question and how often each stands there. */
    private Map<String, Integer> words(String question, String language, int most) throws IOException {
        Map<String, Integer> words = new LinkedHashMap<>();
        Languages.questionWords(language, question).forEach(word -> words.merge(word, 1, Integer::sum));
        return words.size() <= most ? words : rarest(words, most);
    }

    private Map<String, Integer> rarest(Map<String, Integer> words, int most) throws IOException {
        Map<String, Integer> frequencies = new HashMap<>();
        for (String word : words.keySet()) {
            frequencies.put(word, searcher.getIndexReader().docFreq(new Term(Fields.WORDS, word)));
        }
        Map<String, Integer> rarest = new LinkedHashMap<>();
        words.keySet().stream()
                .filter(word -> frequencies.getOrDefault(word, 0) > 0)
                .sorted(Comparator.comparing(word -> frequencies.getOrDefault(word, 0)))
                .limit(most)
                .forEach(word -> rarest.put(word, words.getOrDefault(word, 1)));
        return rarest;
    }

    private static Set<String> languages(IndexReader reader) throws IOException {
        Set<String> languages = new TreeSet<>();
        Terms terms = MultiTerms.getTerms(reader, Fields.LANGUAGE);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                languages.add(term.utf8ToString());
            }
        }
        return languages;
    }
}

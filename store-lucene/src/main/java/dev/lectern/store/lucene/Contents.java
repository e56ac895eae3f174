package dev.lectern.store.lucene;

import dev.lectern.document.Node;
import dev.lectern.store.Filter;
import dev.lectern.store.StoredDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Looks things up in one state of the index: documents by id and in order, nodes of a document, counts. */
final class Contents {

    private Contents() {}

    static long documentCount(IndexSearcher searcher) throws IOException {
        long count = 0;
        for (LeafReaderContext segment : segments(searcher)) {
            count += documentCount(segment);
        }
        return count;
    }

    private static long documentCount(LeafReaderContext segment) throws IOException {
        Terms ids = segment.reader().terms(Fields.DOCUMENT);
        if (ids == null) {
            return 0;
        }
        Bits live = segment.reader().getLiveDocs();
        if (live == null) {
            return ids.getDocCount();
        }
        long count = 0;
        TermsEnum each = ids.iterator();
        PostingsEnum docs = null;
        while (each.next() != null) {
            docs = each.postings(docs, PostingsEnum.NONE);
            for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                count += live.get(doc) ? 1 : 0;
            }
        }
        return count;
    }

    static long nodeCount(IndexSearcher searcher) throws IOException {
        return searcher.getIndexReader().numDocs() - documentCount(searcher);
    }

    /** Tells whether there is a node; stops at the first. */
    static boolean hasNodes(IndexSearcher searcher) throws IOException {
        for (LeafReaderContext segment : segments(searcher)) {
            SortedDocValues nodes = DocValues.getSorted(segment.reader(), Fields.NODE);
            Bits live = segment.reader().getLiveDocs();
            for (int doc = nodes.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = nodes.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean hasDocument(IndexSearcher searcher, BytesRef id) throws IOException {
        return Records.exists(segments(searcher), new Term(Fields.DOCUMENT, id));
    }

    static @Nullable StoredDocument document(IndexSearcher searcher, String id) throws IOException {
        BytesRef record = Records.first(segments(searcher), new Term(Fields.DOCUMENT, TextBytes.of(id)));
        return record == null ? null : StoredRecord.document(record);
    }

    static List<Node> nodes(IndexSearcher searcher, String documentId) throws IOException {
        List<Node> nodes = new ArrayList<>();
        Records.forEach(segments(searcher), Fields.id(documentId), record -> {
            if (StoredRecord.isNode(record)) {
                nodes.add(StoredRecord.node(record));
            }
        });
        return List.copyOf(nodes);
    }

    /** Lists documents from the term dictionary, whose order is that of the ids. */
    static List<StoredDocument> documents(IndexSearcher searcher, @Nullable String after, int limit)
            throws IOException {
        Terms ids = MultiTerms.getTerms(searcher.getIndexReader(), Fields.DOCUMENT);
        if (ids == null) {
            return List.of();
        }
        Bits live = MultiBits.getLiveDocs(searcher.getIndexReader());
        StoredFields stored = searcher.storedFields();
        List<StoredDocument> page = new ArrayList<>();
        TermsEnum each = ids.iterator();
        PostingsEnum docs = null;
        for (BytesRef id = firstAfter(each, after); id != null && page.size() < limit; id = each.next()) {
            docs = each.postings(docs, PostingsEnum.NONE);
            for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                if (live == null || live.get(doc)) {
                    page.add(StoredRecord.document(Records.read(stored, doc)));
                }
            }
        }
        return List.copyOf(page);
    }

    private static @Nullable BytesRef firstAfter(TermsEnum ids, @Nullable String after) throws IOException {
        if (after == null) {
            return ids.next();
        }
        BytesRef wanted = TextBytes.of(after);
        return switch (ids.seekCeil(wanted)) {
            case FOUND -> ids.next();
            case NOT_FOUND -> ids.term();
            case END -> null;
        };
    }

    /** Returns those of some ids whose documents are there. */
    static Set<BytesRef> existing(IndexSearcher searcher, Collection<String> ids) throws IOException {
        Set<BytesRef> existing = new HashSet<>();
        for (String id : ids) {
            BytesRef bytes = TextBytes.of(id);
            if (hasDocument(searcher, bytes)) {
                existing.add(bytes);
            }
        }
        return existing;
    }

    /** Returns the ids of the documents of which at least one node matches. */
    static Set<BytesRef> documentsWith(IndexSearcher searcher, Filter filter) throws IOException {
        FilterMatches matches = new FilterMatches(searcher, filter);
        Set<BytesRef> ids = new HashSet<>();
        for (LeafReaderContext segment : segments(searcher)) {
            FixedBitSet found = matches.in(segment);
            StoredFields stored = segment.reader().storedFields();
            for (int doc = FilterMatches.next(found, 0);
                    doc != DocIdSetIterator.NO_MORE_DOCS;
                    doc = FilterMatches.next(found, doc + 1)) {
                BytesRef record = Records.read(stored, doc);
                if (StoredRecord.isNode(record)) {
                    ids.add(TextBytes.of(StoredRecord.node(record).documentId()));
                }
            }
        }
        return ids;
    }

    private static List<LeafReaderContext> segments(IndexSearcher searcher) {
        return searcher.getIndexReader().leaves();
    }
}

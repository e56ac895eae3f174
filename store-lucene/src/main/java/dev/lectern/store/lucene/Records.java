package dev.lectern.store.lucene;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Reads stored records, and finds those of a term. */
final class Records {

    private static final Set<String> ONLY_RECORD = Set.of(Fields.RECORD);

    /** What is done with the record of a Lucene document. */
    interface Sink {
        void accept(BytesRef record) throws IOException;
    }

    private Records() {}

    static BytesRef read(StoredFields stored, int doc) throws IOException {
        Document document = stored.document(doc, ONLY_RECORD);
        BytesRef record = document.getBinaryValue(Fields.RECORD);
        if (record == null) {
            throw new IOException("Lucene document " + doc + " has no field " + Fields.RECORD);
        }
        return record;
    }

    /** Hands over the record of each live document that has a term, in the order in which they were added. */
    static void forEach(List<LeafReaderContext> segments, Term term, Sink sink) throws IOException {
        for (LeafReaderContext segment : segments) {
            PostingsEnum docs = live(segment, term);
            if (docs != null) {
                StoredFields stored = segment.reader().storedFields();
                Bits live = segment.reader().getLiveDocs();
                for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        sink.accept(read(stored, doc));
                    }
                }
            }
        }
    }

    /** Returns the record of the first live document that has a term, or null. */
    static @Nullable BytesRef first(List<LeafReaderContext> segments, Term term) throws IOException {
        for (LeafReaderContext segment : segments) {
            int doc = firstLive(segment, term);
            if (doc != DocIdSetIterator.NO_MORE_DOCS) {
                return read(segment.reader().storedFields(), doc);
            }
        }
        return null;
    }

    /** Tells whether a live document has a term. */
    static boolean exists(List<LeafReaderContext> segments, Term term) throws IOException {
        for (LeafReaderContext segment : segments) {
            if (firstLive(segment, term) != DocIdSetIterator.NO_MORE_DOCS) {
                return true;
            }
        }
        return false;
    }

    private static int firstLive(LeafReaderContext segment, Term term) throws IOException {
        PostingsEnum docs = live(segment, term);
        if (docs == null) {
            return DocIdSetIterator.NO_MORE_DOCS;
        }
        Bits live = segment.reader().getLiveDocs();
        int doc = docs.nextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(doc)) {
            doc = docs.nextDoc();
        }
        return doc;
    }

    private static @Nullable PostingsEnum live(LeafReaderContext segment, Term term) throws IOException {
        return segment.reader().postings(term, PostingsEnum.NONE);
    }
}

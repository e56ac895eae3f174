package dev.lectern.store.lucene;

import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;

/** Reads the nodes that a search found. */
final class Hits {

    /** A Lucene document of the whole index, and its score. */
    record Hit(int doc, double score) {}

    private Hits() {}

    static List<ScoredNode> nodes(IndexSearcher searcher, List<Hit> hits, ScoreKind kind) throws IOException {
        List<ScoredNode> nodes = new ArrayList<>(hits.size());
        StoredFields stored = searcher.storedFields();
        for (Hit hit : hits) {
            nodes.add(new ScoredNode(StoredRecord.node(Records.read(stored, hit.doc())), hit.score(), kind));
        }
        return List.copyOf(nodes);
    }

    /** Returns the id of a node, without reading the node. */
    static BytesRef nodeId(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        LeafReaderContext segment = segments.get(ReaderUtil.subIndex(doc, segments));
        SortedDocValues ids = segment.reader().getSortedDocValues(Fields.NODE);
        if (ids == null || !ids.advanceExact(doc - segment.docBase)) {
            throw new IOException("Lucene document " + doc + " has no field " + Fields.NODE);
        }
        return BytesRef.deepCopyOf(ids.lookupOrd(ids.ordValue()));
    }
}

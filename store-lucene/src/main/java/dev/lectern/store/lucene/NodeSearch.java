package dev.lectern.store.lucene;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import dev.lectern.store.lucene.Hits.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongToIntFunction;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;

/** One query over one state of the index: by vector, by words, or both rankings joined. */
final class NodeSearch {

    private final IndexSearcher searcher;
    private final VectorSearch vectors;
    private final WordSearch words;

    NodeSearch(IndexSearcher searcher, int exactUpTo, LongToIntFunction candidates, VectorEncoding compared) {
        this.searcher = searcher;
        this.vectors = new VectorSearch(searcher, exactUpTo, candidates, compared);
        this.words = new WordSearch(searcher);
    }

    List<ScoredNode> run(StoreQuery query) throws IOException {
        return switch (query.mode()) {
            case VECTOR -> Hits.nodes(searcher, byVector(query, query.topK()), ScoreKind.COSINE);
            case KEYWORD -> Hits.nodes(searcher, byWords(query, query.topK()), ScoreKind.BM25);
            case HYBRID -> joined(query);
        };
    }

    private List<Hit> byVector(StoreQuery query, int topK) throws IOException {
        Embedding embedding = Objects.requireNonNull(query.embedding(), "embedding");
        return vectors.nearest(UnitVector.of(embedding), topK, query.filter());
    }

    private List<Hit> byWords(StoreQuery query, int topK) throws IOException {
        return words.nearest(Objects.requireNonNull(query.text(), "text"), topK, query.filter());
    }

    /** Joins the rankings by ids alone, and reads only the nodes that remain. */
    private List<ScoredNode> joined(StoreQuery query) throws IOException {
        int candidates = Math.max(Fusion.CANDIDATES, query.topK());
        Map<String, Integer> docs = new HashMap<>();
        List<ScoredNode> near = named(byVector(query, candidates), ScoreKind.COSINE, docs);
        List<ScoredNode> alike = named(byWords(query, candidates), ScoreKind.BM25, docs);
        List<ScoredNode> nodes = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        for (ScoredNode each : query.fusion().join(near, alike, query.topK())) {
            int doc = Objects.requireNonNull(docs.get(each.node().id()));
            nodes.add(new ScoredNode(StoredRecord.node(Records.read(stored, doc)), each.score(), each.kind()));
        }
        return List.copyOf(nodes);
    }

    private List<ScoredNode> named(List<Hit> hits, ScoreKind kind, Map<String, Integer> docs) throws IOException {
        List<ScoredNode> named = new ArrayList<>(hits.size());
        for (Hit hit : hits) {
            String id = TextBytes.text(Hits.nodeId(searcher, hit.doc()));
            docs.put(id, hit.doc());
            named.add(new ScoredNode(new Node(id, id, 0, new Span(0, 0), "", Metadata.empty()), hit.score(), kind));
        }
        return named;
    }
}

package dev.lectern.store;

import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.store.StoredNodes.Row;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One query over what an {@link InMemoryStore} holds: by vector, by words, or both rankings joined.
 *
 * <p>Reads only; needs the caller's lock.
 *
 * @param vectors null if there are none
 * @param words null if the query needs none
 */
record MemorySearch(
        @Nullable VectorTable vectors,
        @Nullable KeywordTable words,
        List<Row> rows,
        Collection<StoredNodes> documents) {

    /** Returns the best nodes, best first. */
    List<ScoredNode> run(StoreQuery query) {
        int candidates = Math.max(Fusion.CANDIDATES, query.topK());
        return switch (query.mode()) {
            case VECTOR -> byVector(query, query.topK());
            case KEYWORD -> byWords(query, query.topK());
            case HYBRID -> query.fusion().join(byVector(query, candidates), byWords(query, candidates), query.topK());
        };
    }

    private List<ScoredNode> byVector(StoreQuery query, int topK) {
        Embedding embedding = query.embedding();
        if (vectors == null || embedding == null) {
            return List.of();
        }
        vectors.requireDimensions(embedding, "the query");
        return new ExactSearch(vectors, rows, documents).nearest(embedding, query.filter(), topK);
    }

    private List<ScoredNode> byWords(StoreQuery query, int topK) {
        String text = query.text();
        if (words == null || text == null) {
            return List.of();
        }
        Filter filter = query.filter();
        Predicate<Node> accepts = filter == null ? node -> true : node -> FilterEvaluator.matches(filter, node);
        return words.nearest(text, accepts, topK);
    }
}

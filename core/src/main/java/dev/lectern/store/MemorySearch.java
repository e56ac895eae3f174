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

    /**
     * How many nodes of each ranking are joined, and more where more are asked for: one number for all usual queries, so that the best
     * five are the first five of the best hundred. With 1,000 the quality is the same and a search takes half as long again.
     */
    static final int CANDIDATES = 100;

    /**
     * Checks that a query brings what its mode needs.
     *
     * @throws IllegalArgumentException if text or embedding is missing
     */
    static void requireEvidence(StoreQuery query) {
        if (query.mode() != SearchMode.KEYWORD && query.embedding() == null) {
            throw missing("embedding", query.mode());
        }
        if (query.mode() != SearchMode.VECTOR && query.text() == null) {
            throw missing("text", query.mode());
        }
    }

    private static IllegalArgumentException missing(String what, SearchMode mode) {
        return new IllegalArgumentException(what + " must be given for search mode " + mode + ", got: none");
    }

    /** Returns the best nodes, best first. */
    List<ScoredNode> run(StoreQuery query) {
        int candidates = Math.max(CANDIDATES, query.topK());
        return switch (query.mode()) {
            case VECTOR -> byVector(query, query.topK());
            case KEYWORD -> byWords(query, query.topK());
            case HYBRID -> Fusion.of(List.of(byVector(query, candidates), byWords(query, candidates)), query.topK());
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

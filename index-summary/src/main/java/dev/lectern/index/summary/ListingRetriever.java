package dev.lectern.index.summary;

import dev.lectern.retrieve.Query;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.retrieve.Retriever;
import dev.lectern.store.FilterEvaluator;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoredDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds every node that matches the query's filter, in order and without a score; the first of them where the query limits them. */
final class ListingRetriever implements Retriever {

    private static final int LISTED_PER_PAGE = 1000;

    private final Store store;

    ListingRetriever(Store store) {
        this.store = store;
    }

    @Override
    public Retrieval retrieve(Query query) {
        long start = System.nanoTime();
        int limit = query.topK() == null ? Integer.MAX_VALUE : query.topK();
        List<ScoredNode> found = new ArrayList<>();
        List<StoredDocument> page = store.documents(null, LISTED_PER_PAGE);
        while (!page.isEmpty() && found.size() < limit) {
            for (StoredDocument document : page) {
                store.nodes(document.id()).stream()
                        .filter(node -> query.filter() == null || FilterEvaluator.matches(query.filter(), node))
                        .limit(limit - found.size())
                        .map(ScoredNode::unscored)
                        .forEach(found::add);
            }
            page = store.documents(page.get(page.size() - 1).id(), LISTED_PER_PAGE);
        }
        return new Retrieval(found, Duration.ZERO, Duration.ofNanos(System.nanoTime() - start));
    }
}

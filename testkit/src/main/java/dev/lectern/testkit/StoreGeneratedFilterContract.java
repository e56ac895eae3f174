package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Node;
import dev.lectern.store.Capability;
import dev.lectern.store.Deletion;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.FilterEvaluator;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.SearchMode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That any filter over any metadata keeps and deletes what {@link FilterEvaluator} says, in every mode. */
abstract class StoreGeneratedFilterContract extends StoreFilterContract {

    @Test
    void search_generatedFilters_agreeWithTheEvaluator() {
        assumeOffered(Capability.FILTER);
        Seeded.run(random -> {
            try (Store store = open()) {
                FilterCases cases = new FilterCases(random);
                List<DocumentNodes> documents = cases.documents(100);
                store.upsert(documents);
                List<Node> nodes = documents.stream()
                        .flatMap(each -> each.nodes().stream())
                        .toList();
                for (int round = 0; round < 400; round++) {
                    Filter filter = cases.filter(3);
                    List<Node> expected = nodes.stream()
                            .filter(node -> FilterEvaluator.matches(filter, node))
                            .toList();
                    for (StoreQuery query : offered(ALL)) {
                        assertKept(store, query.filteredBy(filter), expected);
                    }
                }
            }
        });
    }

    private void assertKept(Store store, StoreQuery query, List<Node> expected) {
        List<ScoredNode> found = store.search(query);

        assertThat(found)
                .as(() -> FilterCases.show(query))
                .extracting(ScoredNode::node)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertInOrder(found);
        if (query.mode() != SearchMode.HYBRID) {
            StoreQuery fewer =
                    query.mode() == SearchMode.VECTOR ? StoreQuery.vector(EAST, 3) : StoreQuery.keyword("harbour", 3);
            assertThat(store.search(fewer.filteredBy(query.filter())))
                    .as(() -> "the best 3 of " + FilterCases.show(query))
                    .extracting(ScoredNode::node)
                    .isEqualTo(found.stream().limit(3).map(ScoredNode::node).toList());
        }
    }

    @Test
    void delete_generatedFilters_agreeWithTheEvaluator() {
        assumeOffered(Capability.FILTER);
        Seeded.run(random -> {
            try (Store store = open()) {
                FilterCases cases = new FilterCases(random);
                Map<String, DocumentNodes> left = new HashMap<>();
                for (int round = 0; round < 60; round++) {
                    if (left.size() < 20) {
                        List<DocumentNodes> more = cases.documents(40);
                        store.upsert(more);
                        more.forEach(each -> left.put(each.document().id(), each));
                    }
                    Filter filter = cases.filter(2);
                    if (filter.equals(Filter.and())) {
                        continue;
                    }
                    Set<String> gone = expected(left.values(), filter);

                    assertThat(store.delete(Deletion.matching(filter)))
                            .as(() -> FilterCases.show(filter))
                            .isEqualTo(gone.size());

                    left.keySet().removeAll(gone);
                    assertThat(store.versions(left.keySet()))
                            .as(() -> FilterCases.show(filter))
                            .hasSameSizeAs(left);
                    assertThat(store.documentCount()).isEqualTo(left.size());
                }
            }
        });
    }
}

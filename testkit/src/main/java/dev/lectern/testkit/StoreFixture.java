package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.embed.Embedding;
import dev.lectern.store.Capability;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.Fusion;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the groups of {@link StoreContract} share: how stores are opened, what goes into them, and how answers are looked at. */
abstract class StoreFixture {

    static final Embedding EAST = Embedding.of(1, 0, 0);
    static final Embedding NORTH = Embedding.of(0, 1, 0);
    static final Embedding BETWEEN = Embedding.of(1, 1, 0);

    /** More than any store here holds. */
    static final int ALL = 1_000;

    /** Opens an empty store; each test closes its own. */
    protected abstract Store open();

    /** Closes a store that {@link #open} gave, and opens what it kept; for stores with {@link Capability#PERSISTENT}. */
    protected Store reopen(Store store) {
        throw new UnsupportedOperationException(
                "reopen must be overridden in the contract test of a store with PERSISTENT, got: none for " + store);
    }

    /** Returns what the store can do; vector, keyword and hybrid search, filters and listing unless overridden. */
    protected Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.VECTOR_SEARCH,
                Capability.KEYWORD_SEARCH,
                Capability.HYBRID_SEARCH,
                Capability.FILTER,
                Capability.LISTING);
    }

    final boolean offers(Capability capability) {
        return capabilities().contains(capability);
    }

    final void assumeOffered(Capability capability) {
        assumeTrue(offers(capability), () -> "the store lacks " + capability);
    }

    final void requireVector() {
        assertThat(capabilities())
                .as("this contract looks at stored nodes by vector search")
                .contains(Capability.VECTOR_SEARCH);
    }

    /** Returns a query in each mode that the store has, the hybrid one for each fusion; by vector to the east, by word for the harbour. */
    final List<StoreQuery> offered(int topK) {
        List<StoreQuery> queries = new ArrayList<>();
        if (offers(Capability.VECTOR_SEARCH)) {
            queries.add(StoreQuery.vector(EAST, topK));
        }
        if (offers(Capability.KEYWORD_SEARCH)) {
            queries.add(StoreQuery.keyword("harbour", topK));
        }
        if (offers(Capability.HYBRID_SEARCH)) {
            queries.add(StoreQuery.hybrid("harbour", EAST, topK));
            queries.add(StoreQuery.hybrid("harbour", EAST, topK).fusedBy(Fusion.weighted(0.5)));
        }
        return queries;
    }

    /** Returns all stored nodes, as found by vector. */
    static List<Node> stored(Store store) {
        return store.search(StoreQuery.vector(EAST, ALL)).stream()
                .map(ScoredNode::node)
                .toList();
    }

    /** Returns the ids of the documents whose nodes are found, best first; one for each node. */
    static List<String> found(Store store, StoreQuery query) {
        return store.search(query).stream()
                .map(each -> each.node().documentId())
                .toList();
    }

    /** Returns the ids of the documents that have a node that matches, in any order. */
    static List<String> matching(Store store, Filter filter) {
        return found(store, StoreQuery.vector(EAST, ALL).filteredBy(filter)).stream()
                .distinct()
                .toList();
    }

    static void assertRefused(ThrowingCallable call, Capability lacking) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(lacking.name());
    }

    /** Asserts that nodes come best first, and ties by node id. */
    static void assertInOrder(List<ScoredNode> nodes) {
        for (int i = 1; i < nodes.size(); i++) {
            ScoredNode better = nodes.get(i - 1);
            ScoredNode worse = nodes.get(i);
            assertThat(better.score()).as("%s before %s", better, worse).isGreaterThanOrEqualTo(worse.score());
            if (better.score() == worse.score()) {
                assertThat(better.node().id()).as("tie").isLessThan(worse.node().id());
            }
        }
    }

    static DocumentNodes one(String id, String text, Embedding vector) {
        return Samples.ready(id, Metadata.empty(), List.of(text), List.of(vector));
    }

    static DocumentNodes one(String id, Metadata metadata) {
        return Samples.ready(id, metadata, List.of("x"), List.of(EAST));
    }

    static DocumentNodes many(String id, int count, Embedding vector) {
        return many(id, "node", count, vector);
    }

    /** Makes a document whose nodes say a word and their number. */
    static DocumentNodes many(String id, String word, int count, Embedding vector) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(word + " " + i);
        }
        return Samples.ready(id, Metadata.empty(), texts, Collections.nCopies(count, vector));
    }
}

package dev.lectern.store;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import java.util.List;
import java.util.function.Consumer;

/**
 * A document as {@link InMemoryStore} keeps it; the rows are those of its nodes, in the same order.
 *
 * @param version the document's version
 * @param metadata the document's own metadata
 * @param nodes its nodes
 * @param rows the places of their vectors
 * @param alike whether all nodes have the same metadata, so that a filter says the same of each
 */
record StoredNodes(String version, Metadata metadata, List<Node> nodes, List<Row> rows, boolean alike) {

    /** A node and its places in the vector table and, if there is one, the keyword table; only the places change. */
    static final class Row {

        private final Node node;
        private int index;
        private int entry;

        Row(Node node, int index) {
            this.node = node;
            this.index = index;
        }

        Node node() {
            return node;
        }

        int index() {
            return index;
        }

        void moveTo(int place) {
            index = place;
        }

        /** Returns its number in the keyword table; means nothing where there is none. */
        int entry() {
            return entry;
        }

        void enter(int number) {
            entry = number;
        }
    }

    /** Makes a stored document. */
    static StoredNodes of(DocumentNodes ready, List<Row> rows) {
        List<Node> nodes = ready.nodes();
        boolean alike = nodes.stream()
                .allMatch(node -> node.metadata().equals(nodes.get(0).metadata()));
        return new StoredNodes(ready.version(), ready.document().metadata(), nodes, rows, alike);
    }

    /** Tells whether at least one node matches a filter. */
    boolean anyMatches(Filter filter) {
        return alike
                ? !nodes.isEmpty() && FilterEvaluator.matches(filter, nodes.get(0))
                : nodes.stream().anyMatch(node -> FilterEvaluator.matches(filter, node));
    }

    /** Hands the rows of all nodes that match a filter to {@code sink}. */
    void forEachMatching(Filter filter, Consumer<Row> sink) {
        if (alike && !anyMatches(filter)) {
            return;
        }
        for (Row row : rows) {
            if (alike || FilterEvaluator.matches(filter, row.node())) {
                sink.accept(row);
            }
        }
    }
}

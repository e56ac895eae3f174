package dev.lectern.postprocess;

import dev.lectern.document.Node;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.Capability;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds the nodes before and after each node in its document, so that a model reads the place and not only the hit.
 *
 * <p>Windows that touch become one, in document order, at the place of its best node. What came in keeps its score; what is added is
 * unscored. Node {@code [7]} with a window of one becomes {@code [6] [7] [8]}; {@code [9]} beside it makes {@code [6] [7] [8] [9] [10]}.
 *
 * <p>Cost: one look-up per document among the nodes, which reads all nodes of that document. A node that the store no longer holds as it
 * was found, since its document was replaced or deleted meanwhile, stays alone.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever made the store closes it.
 */
public final class NeighbourWindow implements NodePostprocessor {

    private final Store store;
    private final int before;
    private final int after;

    private NeighbourWindow(Store store, int before, int after) {
        this.store = store;
        this.before = before;
        this.after = after;
    }

    /**
     * Makes a postprocessor.
     *
     * @param before how many nodes before each, 0 or more
     * @param after how many nodes after each, 0 or more
     * @throws IllegalArgumentException if a number is below 0
     * @throws UnsupportedOperationException if the store lacks {@link Capability#LISTING}
     */
    public static NeighbourWindow create(Store store, int before, int after) {
        Objects.requireNonNull(store, "store");
        requireSize("before", before);
        requireSize("after", after);
        if (!store.capabilities().contains(Capability.LISTING)) {
            throw new UnsupportedOperationException("Could not look up neighbours: the store lacks "
                    + Capability.LISTING + "; it has " + store.capabilities());
        }
        return new NeighbourWindow(store, before, after);
    }

    private static void requireSize(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, got: " + size);
        }
    }

    @Override
    public List<ScoredNode> process(Query query, List<ScoredNode> nodes) {
        Objects.requireNonNull(query, "query");
        Map<String, ScoredNode> found = new HashMap<>();
        Map<String, Windows> documents = new HashMap<>();
        for (ScoredNode node : nodes) {
            found.put(node.node().id(), node);
            documents.computeIfAbsent(node.node().documentId(), this::windows).open(node.node());
        }
        List<ScoredNode> widened = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (ScoredNode node : nodes) {
            Windows windows = documents.computeIfAbsent(node.node().documentId(), this::windows);
            for (Node neighbour : windows.around(node.node())) {
                if (shown.add(neighbour.id())) {
                    widened.add(found.getOrDefault(neighbour.id(), ScoredNode.unscored(neighbour)));
                }
            }
        }
        return List.copyOf(widened);
    }

    private Windows windows(String documentId) {
        Windows windows = new Windows();
        store.nodes(documentId).forEach(node -> windows.stored.put(node.ordinal(), node));
        return windows;
    }

    /** Returns the name and the sizes, for people. */
    @Override
    public String toString() {
        return "NeighbourWindow[" + before + " before, " + after + " after]";
    }

    /** The nodes of one document, and which of them lie in a window. */
    private final class Windows {

        private final NavigableMap<Integer, Node> stored = new TreeMap<>();
        private final Set<Integer> inside = new HashSet<>();

        private boolean holds(Node node) {
            return node.equals(stored.get(node.ordinal()));
        }

        void open(Node node) {
            if (holds(node)) {
                int from = Math.max(0, node.ordinal() - before);
                int to = (int) Math.min(Integer.MAX_VALUE, (long) node.ordinal() + after);
                inside.addAll(stored.subMap(from, true, to, true).keySet());
            }
        }

        /** Returns the unbroken run of nodes inside of which a node lies. */
        List<Node> around(Node node) {
            if (!holds(node)) {
                return List.of(node);
            }
            int first = node.ordinal();
            while (inside.contains(first - 1)) {
                first--;
            }
            int end = node.ordinal() + 1;
            while (inside.contains(end)) {
                end++;
            }
            return List.copyOf(stored.subMap(first, end).values());
        }
    }
}

package dev.lectern.store.retrieval.plugin;

import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes nodes of what a server found for one query, in its order.
 *
 * <p>The API does not say where in its document a text lies. Spans are therefore counted through the texts found of a document, in the
 * order in which they were found: no two overlap, so nobody takes one text for a part of another.
 */
final class FoundNodes {

    private final PluginScores scores;
    private final Map<String, Integer> ends = new HashMap<>();
    private final Map<String, Set<String>> textsById = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<ScoredNode> nodes = new ArrayList<>();

    private FoundNodes(PluginScores scores) {
        this.scores = scores;
    }

    /** Makes the nodes; texts that are blank, and the same text under the same id, come to nothing. */
    static List<ScoredNode> of(List<PluginChunk> chunks, PluginScores scores) {
        FoundNodes found = new FoundNodes(scores);
        chunks.forEach(found::add);
        return List.copyOf(found.nodes);
    }

    private void add(PluginChunk chunk) {
        String documentId = documentId(chunk);
        String id = chunk.id() == null ? documentId : chunk.id();
        boolean isNew = textsById.computeIfAbsent(id, key -> new HashSet<>()).add(chunk.text());
        if (!isNew || chunk.text().isBlank()) {
            return;
        }
        int start = ends.getOrDefault(documentId, 0);
        Span span = new Span(start, start + chunk.text().length());
        ends.put(documentId, span.end() + 1);
        nodes.add(scores.scored(
                new Node(unique(id), documentId, ordinal(chunk, documentId), span, chunk.text(), chunk.metadata()),
                chunk.score()));
    }

    /** Some servers give each text the id of its document. */
    private String unique(String id) {
        String unique = id;
        for (int copy = 1; !ids.add(unique); copy++) {
            unique = id + "#" + copy;
        }
        return unique;
    }

    /** Returns the document's id; where the server does not say it, what comes before {@code _n} in the id of the text. */
    static String documentId(PluginChunk chunk) {
        if (chunk.documentId() != null) {
            return chunk.documentId();
        }
        return chunk.id() == null ? "unknown" : chunk.id().replaceFirst("_\\d+$", "");
    }

    /** Returns n of an id {@code <document>_n}; 0 for any other. */
    private static int ordinal(PluginChunk chunk, String documentId) {
        String start = documentId + "_";
        if (chunk.id() == null || !chunk.id().startsWith(start)) {
            return 0;
        }
        String number = chunk.id().substring(start.length());
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : 0;
    }
}

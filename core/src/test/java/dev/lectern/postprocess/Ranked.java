package dev.lectern.postprocess;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes as a retriever gives them, for tests. */
final class Ranked {

    static final Query QUERY = Query.of("When does the tide turn?");

    private Ranked() {}

    /** Makes one node per text, in documents {@code doc-0}, {@code doc-1} and so on, scored from 1 downward. */
    static List<ScoredNode> texts(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> node("doc-" + i, 0, texts[i], Metadata.empty(), 1 - i * 0.01))
                .toList();
    }

    static ScoredNode node(String document, int ordinal, String text, Metadata metadata, double score) {
        Node node = Node.of(document, ordinal, new Span(0, text.length()), text, metadata);
        return new ScoredNode(node, score, ScoreKind.COSINE);
    }

    /** Processes nodes and returns the texts of what comes out. */
    static List<String> left(NodePostprocessor postprocessor, List<ScoredNode> nodes) {
        return postprocessor.process(QUERY, nodes).stream()
                .map(found -> found.node().text())
                .toList();
    }
}

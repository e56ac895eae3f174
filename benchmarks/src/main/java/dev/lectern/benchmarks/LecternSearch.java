package dev.lectern.benchmarks;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Embedding;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.Filter;
import dev.lectern.store.InMemoryStore;
import dev.lectern.store.ScoredNode;
import dev.lectern.store.StoreQuery;
import java.util.ArrayList;
import java.util.List;

/** Lectern's {@link InMemoryStore}. */
final class LecternSearch implements SearchContestant {

    private final InMemoryStore store = InMemoryStore.create();

    @Override
    public String name() {
        return "lectern";
    }

    @Override
    public void fill(float[][] vectors) {
        for (int start = 0; start < vectors.length; start += NODES_PER_DOCUMENT) {
            store.upsert(List.of(ready(vectors, start, Math.min(vectors.length, start + NODES_PER_DOCUMENT))));
        }
    }

    private static DocumentNodes ready(float[][] vectors, int start, int end) {
        String id = "doc-" + SearchContestant.document(start);
        Metadata metadata = Metadata.builder()
                .set("kind", SearchContestant.kind(start))
                .set("source", SearchContestant.source(start))
                .build();
        StringBuilder text = new StringBuilder();
        List<Node> nodes = new ArrayList<>();
        List<Embedding> embeddings = new ArrayList<>();
        for (int row = start; row < end; row++) {
            String own = SearchContestant.text(row);
            nodes.add(Node.of(id, row - start, new Span(text.length(), text.length() + own.length()), own, metadata));
            embeddings.add(Embedding.of(vectors[row]));
            text.append(own).append('\n');
        }
        return new DocumentNodes(Document.of(id, text.toString(), metadata), "bench", nodes, embeddings);
    }

    @Override
    public List<Hit> search(float[] question, int topK) {
        return hits(store.search(StoreQuery.vector(Embedding.of(question), topK)));
    }

    @Override
    public List<Hit> searchKind(float[] question, int topK, int kind) {
        return hits(store.search(StoreQuery.vector(Embedding.of(question), topK).filteredBy(Filter.eq("kind", kind))));
    }

    @Override
    public List<Hit> searchSource(float[] question, int topK, String source) {
        return hits(
                store.search(StoreQuery.vector(Embedding.of(question), topK).filteredBy(Filter.eq("source", source))));
    }

    private static List<Hit> hits(List<ScoredNode> found) {
        return found.stream()
                .map(hit -> new Hit(Integer.parseInt(hit.node().text().substring("node ".length())), hit.score()))
                .toList();
    }
}

package dev.lectern.benchmarks;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.filter.MetadataFilterBuilder;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.ArrayList;
import java.util.List;

/** LangChain4j's {@code InMemoryEmbeddingStore}. */
final class LangChain4jSearch implements SearchContestant {

    private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

    @Override
    public String name() {
        return "langchain4j";
    }

    @Override
    public void fill(float[][] vectors) {
        List<Embedding> embeddings = new ArrayList<>();
        List<TextSegment> segments = new ArrayList<>();
        for (int row = 0; row < vectors.length; row++) {
            Metadata metadata =
                    new Metadata().put("kind", SearchContestant.kind(row)).put("source", SearchContestant.source(row));
            embeddings.add(Embedding.from(vectors[row].clone()));
            segments.add(TextSegment.from(SearchContestant.text(row), metadata));
        }
        store.addAll(embeddings, segments);
    }

    @Override
    public List<Hit> search(float[] question, int topK) {
        return hits(EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(question))
                .maxResults(topK)
                .build());
    }

    @Override
    public List<Hit> searchKind(float[] question, int topK, int kind) {
        return hits(EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(question))
                .maxResults(topK)
                .filter(MetadataFilterBuilder.metadataKey("kind").isEqualTo(kind))
                .build());
    }

    @Override
    public List<Hit> searchSource(float[] question, int topK, String source) {
        return hits(EmbeddingSearchRequest.builder()
                .queryEmbedding(Embedding.from(question))
                .maxResults(topK)
                .filter(MetadataFilterBuilder.metadataKey("source").isEqualTo(source))
                .build());
    }

    private List<Hit> hits(EmbeddingSearchRequest request) {
        return store.search(request).matches().stream()
                .map(match ->
                        new Hit(Integer.parseInt(match.embedded().text().substring("node ".length())), match.score()))
                .toList();
    }
}

package dev.lectern.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.SimpleVectorStore;

/** Spring AI's {@code SimpleVectorStore}; it takes texts only, so its embedding model looks vectors up. */
final class SpringSearch implements SearchContestant {

    private static final int BATCH = 1_000;

    private final Lookup lookup = new Lookup();
    private final SimpleVectorStore store = SimpleVectorStore.builder(lookup).build();

    @Override
    public String name() {
        return "spring-ai";
    }

    @Override
    public void fill(float[][] vectors) {
        lookup.vectors = vectors;
        for (int start = 0; start < vectors.length; start += BATCH) {
            List<Document> documents = new ArrayList<>();
            for (int row = start; row < Math.min(vectors.length, start + BATCH); row++) {
                String source = SearchContestant.source(row);
                documents.add(new Document(
                        SearchContestant.text(row), Map.of("kind", SearchContestant.kind(row), "source", source)));
            }
            store.add(documents);
        }
        lookup.vectors = new float[][] {vectors[0]};
    }

    @Override
    public List<Hit> search(float[] question, int topK) {
        return hits(
                SearchRequest.builder().query(lookup.named(question)).topK(topK).similarityThresholdAll());
    }

    @Override
    public List<Hit> searchKind(float[] question, int topK, int kind) {
        return hits(SearchRequest.builder()
                .query(lookup.named(question))
                .topK(topK)
                .similarityThresholdAll()
                .filterExpression("kind == " + kind));
    }

    @Override
    public List<Hit> searchSource(float[] question, int topK, String source) {
        return hits(SearchRequest.builder()
                .query(lookup.named(question))
                .topK(topK)
                .similarityThresholdAll()
                .filterExpression("source == '" + source + "'"));
    }

    private List<Hit> hits(SearchRequest.Builder request) {
        return store.similaritySearch(request.build()).stream()
                .map(found -> new Hit(
                        Integer.parseInt(Objects.requireNonNull(found.getText()).substring("node ".length())),
                        Objects.requireNonNull(found.getScore())))
                .toList();
    }

    /** Gives a row's vector for its text, and a thread's question for the thread's name. */
    private static final class Lookup implements EmbeddingModel {

        private final Map<String, float[]> questions = new ConcurrentHashMap<>();
        private float[][] vectors = {};

        String named(float[] question) {
            String name = Thread.currentThread().getName();
            questions.put(name, question);
            return name;
        }

        @Override
        public float[] embed(Document document) {
            int row =
                    Integer.parseInt(Objects.requireNonNull(document.getText()).substring("node ".length()));
            return vectors[row].clone();
        }

        @Override
        public float[] embed(String text) {
            return Objects.requireNonNull(questions.get(text), text);
        }

        @Override
        public int dimensions() {
            return vectors[0].length;
        }

        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            throw new UnsupportedOperationException(
                    "Could not embed a list of texts: the benchmark embeds one by one.");
        }
    }
}

package dev.lectern.benchmarks;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the vectors another model made, so that settings that share texts are quick to compare. Thread-safe. */
final class RememberingModel implements EmbeddingModel {

    private final EmbeddingModel model;
    private final Map<String, Embedding> known = new ConcurrentHashMap<>();

    RememberingModel(EmbeddingModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public String fingerprint() {
        return model.fingerprint();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        List<String> unknown = texts.stream()
                .distinct()
                .filter(text -> !known.containsKey(text))
                .toList();
        List<Embedding> made = model.embedDocuments(unknown);
        for (int i = 0; i < unknown.size(); i++) {
            known.put(unknown.get(i), made.get(i));
        }
        return texts.stream().map(known::get).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        return model.embedQuery(text);
    }

    @Override
    public void close() {
        model.close();
    }
}

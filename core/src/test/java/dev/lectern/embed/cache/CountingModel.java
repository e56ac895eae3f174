package dev.lectern.embed.cache;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes vectors of the hash of a text, and keeps the texts it was given. Thread-safe. */
final class CountingModel implements EmbeddingModel {

    final List<String> documents = new CopyOnWriteArrayList<>();
    final List<String> questions = new CopyOnWriteArrayList<>();
    private final String name;
    private final int dimensions;

    CountingModel(String name, int dimensions) {
        this.name = name;
        this.dimensions = dimensions;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return 100;
    }

    @Override
    public Tokenizer tokenizer() {
        return WordTokenizer.create();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        documents.addAll(texts);
        return texts.stream().map(text -> vector(name + "/" + text)).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        questions.add(text);
        return vector(name + "?" + text);
    }

    Embedding vector(String seed) {
        Random random = new Random(seed.hashCode());
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Embedding.of(values);
    }
}

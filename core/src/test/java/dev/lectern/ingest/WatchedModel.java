package dev.lectern.ingest;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Embeds a text by a few sums over its characters; counts, and does what the test wants before each call. */
final class WatchedModel implements EmbeddingModel {

    final AtomicLong texts = new AtomicLong();
    private final Consumer<List<String>> before;

    WatchedModel() {
        this(texts -> {});
    }

    WatchedModel(Consumer<List<String>> before) {
        this.before = before;
    }

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public int dimensions() {
        return 4;
    }

    @Override
    public int maxTokens() {
        return 12;
    }

    @Override
    public Tokenizer tokenizer() {
        return WordTokenizer.create();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        before.accept(texts);
        this.texts.addAndGet(texts.size());
        return texts.stream().map(this::embedQuery).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        float[] values = {1, 0, 0, 0};
        for (int i = 0; i < text.length(); i++) {
            values[text.charAt(i) % 4] += 1 + i % 3;
        }
        return Embedding.of(values);
    }
}

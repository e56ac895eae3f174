package dev.lectern.benchmarks;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Embeds at next to no cost: any vector for a text, the same each time, made once and remembered for queries. Over another model it does so
 * until it is told to let that embed, so that a store is filled in no time. Thread-safe.
 */
final class StubModel implements EmbeddingModel {

    private static final int DIMENSIONS = 384;
    private static final int MAX_TOKENS = 254;

    private final @Nullable EmbeddingModel model;
    private final Map<String, Embedding> known = new ConcurrentHashMap<>();
    private volatile boolean byTheModel;

    StubModel() {
        this.model = null;
    }

    StubModel(EmbeddingModel model) {
        this.model = model;
    }

    /** Embeds by the model from now on. */
    void embedByTheModel() {
        this.byTheModel = true;
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public int dimensions() {
        return model == null ? DIMENSIONS : model.dimensions();
    }

    @Override
    public int maxTokens() {
        return model == null ? MAX_TOKENS : model.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return model == null ? WordTokenizer.create() : model.tokenizer();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        return model != null && byTheModel
                ? model.embedDocuments(texts)
                : texts.stream().map(this::made).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        return model != null && byTheModel ? model.embedQuery(text) : known.computeIfAbsent(text, this::made);
    }

    private Embedding made(String text) {
        Random random = new Random(text.hashCode());
        float[] values = new float[dimensions()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Embedding.of(values);
    }
}

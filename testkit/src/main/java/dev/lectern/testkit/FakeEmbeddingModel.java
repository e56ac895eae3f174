package dev.lectern.testkit;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Embeds a text as the hashed bag of its words, so that texts that share words are close. For tests only: it knows no meaning.
 *
 * <p>A word is a token of {@link WordTokenizer} that starts with a letter or digit, in lower case. Each word adds 1 at the dimension its hash names. Thread-safe.
 */
public final class FakeEmbeddingModel implements EmbeddingModel {

    private static final int DEFAULT_DIMENSIONS = 64;
    private static final int MAX_TOKENS = 256;

    private final int dimensions;
    private volatile boolean closed;

    private FakeEmbeddingModel(int dimensions) {
        this.dimensions = dimensions;
    }

    /** Makes a model of 64 dimensions. */
    public static FakeEmbeddingModel create() {
        return create(DEFAULT_DIMENSIONS);
    }

    /**
     * Makes a model.
     *
     * @param dimensions floats per vector, 1 or more; with few of them different words fall together
     * @throws IllegalArgumentException if it is below 1
     */
    public static FakeEmbeddingModel create(int dimensions) {
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be 1 or more, got: " + dimensions);
        }
        return new FakeEmbeddingModel(dimensions);
    }

    @Override
    public String name() {
        return "fake-words";
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return MAX_TOKENS;
    }

    @Override
    public Tokenizer tokenizer() {
        return WordTokenizer.create();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        requireOpen();
        return texts.stream().map(this::embed).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        requireOpen();
        return embed(text);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("model must be open, got: closed " + name());
        }
    }

    private Embedding embed(String text) {
        Objects.requireNonNull(text, "text");
        TokenSpans words = tokenizer().tokenize(text);
        if (words.size() > MAX_TOKENS) {
            throw new EmbedException(
                    name(),
                    "Could not embed a text of " + words.size() + " tokens: the limit is " + MAX_TOKENS
                            + ". Split it smaller.",
                    null);
        }
        float[] values = new float[dimensions];
        for (int i = 0; i < words.size(); i++) {
            if (Character.isLetterOrDigit(text.codePointAt(words.start(i)))) {
                String word = text.substring(words.start(i), words.end(i)).toLowerCase(Locale.ROOT);
                values[Math.floorMod(word.hashCode() * 0x9E3779B9, dimensions)]++;
            }
        }
        return Embedding.of(values);
    }
}

package dev.lectern.server;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The embedding of the transcripts: a dimension for each word, and a failure on the word that asks for one. */
final class BagOfWords implements EmbeddingModel {

    private static final int DIMENSIONS = 512;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final Map<String, Integer> words = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "bag-of-words";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public int maxTokens() {
        return 8191;
    }

    @Override
    public Tokenizer tokenizer() {
        return WordTokenizer.create();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        return texts.stream().map(this::embedQuery).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        if (text.contains("FAIL_EMBED")) {
            throw new EmbedException(name(), "Could not embed a text: it asks for that.", null);
        }
        float[] values = new float[DIMENSIONS];
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(match -> {
            int dimension = words.computeIfAbsent(match.group(), word -> words.size() % DIMENSIONS);
            values[dimension]++;
        });
        return Embedding.of(values);
    }
}

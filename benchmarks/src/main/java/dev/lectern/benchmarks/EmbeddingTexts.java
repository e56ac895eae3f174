package dev.lectern.benchmarks;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Cuts generated English into texts of wanted numbers of tokens; the same seed gives the same texts. */
final class EmbeddingTexts {

    /** More than a token of generated English has. */
    private static final int CHARS_PER_TOKEN = 8;

    private EmbeddingTexts() {}

    /** Returns {@code count} texts that have {@code minTokens} to {@code maxTokens} tokens each. */
    static List<String> make(Tokenizer tokenizer, int minTokens, int maxTokens, int count, long seed) {
        Random random = new Random(seed);
        String english = EnglishText.of(seed, count * (maxTokens + 1) * CHARS_PER_TOKEN);
        TokenSpans spans = tokenizer.tokenize(english);
        List<String> texts = new ArrayList<>(count);
        for (int first = 0; texts.size() < count; ) {
            int tokens = minTokens + random.nextInt(maxTokens - minTokens + 1);
            String text = english.substring(spans.start(first), spans.end(first + tokens - 1));
            first += tokens;
            // A cut inside a word makes other pieces of its halves; such texts are left out.
            if (tokenizer.count(text) == tokens) {
                texts.add(text);
            }
        }
        return texts;
    }
}

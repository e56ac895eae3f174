package dev.lectern.server;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;

/** A model that reads texts of any length and tells nothing about them. */
public class WideModel implements EmbeddingModel {

    @Override
    public String name() {
        return "wide";
    }

    @Override
    public int dimensions() {
        return 1;
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
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
        return Embedding.of(1);
    }
}

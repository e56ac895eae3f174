package dev.lectern.index.summary;

import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import java.util.List;

/** Stands in for an embedding model where nothing is searched by vector: every text has the same vector, which costs nothing. */
final class Unembedded implements EmbeddingModel {

    private static final Embedding SAME = Embedding.of(1);

    @Override
    public String name() {
        return "unembedded";
    }

    @Override
    public int dimensions() {
        return SAME.dimensions();
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
        return texts.stream().map(text -> SAME).toList();
    }

    @Override
    public Embedding embedQuery(String text) {
        return SAME;
    }
}

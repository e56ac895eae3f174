package dev.lectern.embed.cache;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;

/** Says what another model says of itself, and cannot embed. */
record FailingModel(EmbeddingModel other) implements EmbeddingModel {

    @Override
    public String name() {
        return other.name();
    }

    @Override
    public int dimensions() {
        return other.dimensions();
    }

    @Override
    public int maxTokens() {
        return other.maxTokens();
    }

    @Override
    public Tokenizer tokenizer() {
        return other.tokenizer();
    }

    @Override
    public List<Embedding> embedDocuments(List<String> texts) {
        throw new EmbedException(name(), "Could not embed: no power.", null);
    }

    @Override
    public Embedding embedQuery(String text) {
        throw new EmbedException(name(), "Could not embed: no power.", null);
    }
}

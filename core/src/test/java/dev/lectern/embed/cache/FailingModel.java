package dev.lectern.embed.cache;

import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;

/** Says what another model says of itself, and cannot embed more than so many texts of a list. */
record FailingModel(EmbeddingModel other, int most) implements EmbeddingModel {

    FailingModel(EmbeddingModel other) {
        this(other, 0);
    }

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
        throw new EmbedException(
                name(), "Could not embed: no power.", null, true, other.embedDocuments(texts.subList(0, most)));
    }

    @Override
    public Embedding embedQuery(String text) {
        throw new EmbedException(name(), "Could not embed: no power.", null);
    }
}

package dev.lectern.embed;

import java.util.List;

/**
 * Turns text into vectors whose closeness tells how close the texts are in meaning.
 *
 * <p>Thread-safety: safe for concurrent use until closed.
 *
 * @implSpec The same text always gives the same vector, alone or in a list. A text longer than {@link #maxTokens()} is refused or
 *     handled as the model's options say; it is never cut in silence. The contract test is {@code EmbeddingModelContract}.
 */
public interface EmbeddingModel extends AutoCloseable {

    /** Names the model, such as {@code all-minilm-l6-v2}. */
    String name();

    /** Returns the number of floats in each vector. */
    int dimensions();

    /** Returns how many tokens of a text the model really reads, special tokens not counted. */
    int maxTokens();

    /** Returns the tokenizer whose tokens {@link #maxTokens()} counts. */
    Tokenizer tokenizer();

    /**
     * Embeds texts that are to be found.
     *
     * @param texts any number of texts, none longer than {@link #maxTokens()}
     * @return one embedding per text, in order, unmodifiable
     * @throws EmbedException if a text is too long or the model fails
     * @throws IllegalStateException after {@link #close()}
     */
    List<Embedding> embedDocuments(List<String> texts);

    /**
     * Embeds a question.
     *
     * @throws EmbedException if the text is too long or the model fails
     * @throws IllegalStateException after {@link #close()}
     */
    Embedding embedQuery(String text);

    /** Names everything that decides the vectors; when it changes, stored vectors are of no more use. */
    default String fingerprint() {
        return name() + "/" + dimensions();
    }

    /** Lets go of the model; may be called twice. Nothing to do unless overridden. */
    @Override
    default void close() {}
}

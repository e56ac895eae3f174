package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;

/**
 * Cuts a document into windows of tokens, as many as fit, each overlapping the one before; sentences do not matter.
 *
 * <pre>{@code
 * Splitter splitter = TokenSplitter.create(model.tokenizer(), 200, 30);
 * }</pre>
 *
 * <p>For texts without sentences, such as logs and tables, and where every node shall be as full as it can be; prose is better served
 * by {@link SentenceSplitter}. A cut lies before a word, or between two tokens where a word is larger than a node, but never inside a
 * grapheme ({@code \X} of {@link java.util.regex.Pattern}). The overlap starts at a word, else at a grapheme, and never reaches back
 * over a heading. No node is larger than the limit, and every visible character is in at least one.
 *
 * <p>Time: linear in the text, where the overlap is a part of the size. Immutable, thread-safe.
 */
public final class TokenSplitter implements Splitter {

    /** Changes whenever the same text would be cut otherwise. */
    private static final String VERSION = "token-1";

    private final NodeSize size;

    private TokenSplitter(NodeSize size) {
        this.size = size;
    }

    /**
     * Makes a splitter.
     *
     * @param tokenizer that of the embedding model in use
     * @param maxTokens most tokens in a node, 1 or more
     * @param overlapTokens most tokens that a node repeats of the one before, below {@code maxTokens}; counted in the document's tokens
     * @throws IllegalArgumentException if a size is out of range (message has both)
     */
    public static TokenSplitter create(Tokenizer tokenizer, int maxTokens, int overlapTokens) {
        return new TokenSplitter(NodeSize.tokens(tokenizer, maxTokens, overlapTokens));
    }

    /** Makes a splitter that suits a model, with the sizes of {@link SentenceSplitter#forModel}. */
    public static TokenSplitter forModel(EmbeddingModel model) {
        return new TokenSplitter(NodeSize.forModel(model));
    }

    @Override
    public String fingerprint() {
        return VERSION + "/" + size.fingerprint();
    }

    @Override
    public List<Node> split(Document document) {
        return new Cutter(document, size, new int[0]).nodes();
    }

    /** Returns the fingerprint, for people. */
    @Override
    public String toString() {
        return "TokenSplitter[" + fingerprint() + "]";
    }
}

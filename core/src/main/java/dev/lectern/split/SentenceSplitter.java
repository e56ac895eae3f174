package dev.lectern.split;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.embed.EmbeddingModel;
import dev.lectern.embed.Tokenizer;
import java.util.List;

/**
 * Cuts a document into nodes of whole sentences, as many as fit, each overlapping the one before.
 *
 * <pre>{@code
 * Splitter splitter = SentenceSplitter.byTokens(model.tokenizer(), 200, 30);
 * }</pre>
 *
 * <p>A cut lies at a section start where the node is at least half full and a sentence ends there, else at the end of a sentence, else
 * before a word, else between two graphemes; never inside one. The overlap starts at a sentence, else at a word, else at a grapheme,
 * and never reaches back over a heading. No node is larger than the limit, and every visible character is in at least one.
 *
 * <p>A sentence is what {@link Sentences} finds in the language of the document ({@link MetadataKeys#LANGUAGE}); a grapheme is what
 * {@code \X} of {@link java.util.regex.Pattern} matches. Time: linear in the text, where the overlap is a part of the size. Immutable,
 * thread-safe.
 */
public final class SentenceSplitter implements Splitter {

    /**
     * The size of nodes for a model that reads more: some 150 English words, enough to say what they are about in one vector, and few
     * enough that a source points at one place.
     */
    public static final int DEFAULT_MAX_TOKENS = 200;

    /** One in so many tokens of what a model reads stays free, for the title and the heading that are embedded before a node's text. */
    private static final int FREE_PART = 5;

    /** In percent of the size: a sentence or two, so that a thought across a cut is whole in one of the nodes. */
    private static final int OVERLAP_PERCENT = 15;

    /** Changes whenever the same text would be cut otherwise. */
    private static final String VERSION = "sentence-1";

    private final NodeSize size;

    private SentenceSplitter(NodeSize size) {
        this.size = size;
    }

    /**
     * Makes a splitter with sizes in tokens.
     *
     * @param tokenizer that of the embedding model in use
     * @param maxTokens most tokens in a node, 1 or more
     * @param overlapTokens most tokens that a node repeats of the one before, below {@code maxTokens}; counted in the document's tokens
     * @throws IllegalArgumentException if a size is out of range (message has both)
     */
    public static SentenceSplitter byTokens(Tokenizer tokenizer, int maxTokens, int overlapTokens) {
        return new SentenceSplitter(NodeSize.tokens(tokenizer, maxTokens, overlapTokens));
    }

    /**
     * Makes a splitter with sizes in characters.
     *
     * @param maxChars most UTF-16 code units in a node, 1 or more
     * @param overlapChars most code units that a node repeats of the one before, below {@code maxChars}
     * @throws IllegalArgumentException if a size is out of range (message has both)
     */
    public static SentenceSplitter byChars(int maxChars, int overlapChars) {
        return new SentenceSplitter(NodeSize.chars(maxChars, overlapChars));
    }

    /** Makes a splitter that suits a model: nodes of {@link #defaultMaxTokens} with {@link #defaultOverlap}. */
    public static SentenceSplitter forModel(EmbeddingModel model) {
        return new SentenceSplitter(NodeSize.forModel(model));
    }

    /** Returns {@value #DEFAULT_MAX_TOKENS}, or four fifths of what the model reads where that is less: 200 of 254, 103 of 128. */
    public static int defaultMaxTokens(EmbeddingModel model) {
        return Math.min(DEFAULT_MAX_TOKENS, model.maxTokens() - model.maxTokens() / FREE_PART);
    }

    /** Returns the overlap that goes with a size where nobody asks for another: 15 percent of it. */
    public static int defaultOverlap(int maxSize) {
        return (int) (maxSize * (long) OVERLAP_PERCENT / 100);
    }

    @Override
    public String fingerprint() {
        return VERSION + "/" + size.fingerprint();
    }

    @Override
    public List<Node> split(Document document) {
        int[] sentenceEnds = Sentences.boundaries(document.text(), Sentences.localeOf(document.metadata()));
        return new Cutter(document, size, sentenceEnds).nodes();
    }

    /** Returns the fingerprint, for people. */
    @Override
    public String toString() {
        return "SentenceSplitter[" + fingerprint() + "]";
    }
}

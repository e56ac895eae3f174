package dev.lectern.embed;

/**
 * Counts the tokens a model makes of a text, and tells where they lie.
 *
 * <p>Special tokens that a model adds around a text (such as {@code [CLS]}) are not counted.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
public interface Tokenizer {

    /** Names the vocabulary and the rules, such as {@code bert-wordpiece/all-minilm-l6-v2}. */
    String name();

    /** Returns the number of tokens in a text. Cost: linear in its length. */
    int count(CharSequence text);

    /** Returns where each token lies in a text, in order. Cost: linear in its length. */
    TokenSpans tokenize(CharSequence text);

    /**
     * Tells whether no token spans white space, so that the tokens of a text cut at white space are the tokens of its parts. False
     * unless overridden; true lets a splitter count once instead of checking each piece.
     */
    default boolean isLocal() {
        return false;
    }
}

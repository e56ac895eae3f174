package dev.lectern.embed;

import java.lang.Character.UnicodeScript;

/**
 * Counts words: one token per run of letters and digits, per ideograph, and per other visible character.
 *
 * <p>For sizes where no model's own tokenizer is at hand. English text has about three quarters as many of these as word pieces.
 *
 * <p>Stateless, thread-safe.
 */
public final class WordTokenizer implements Tokenizer {

    private static final WordTokenizer INSTANCE = new WordTokenizer();

    private WordTokenizer() {}

    /** Returns the tokenizer. */
    public static WordTokenizer create() {
        return INSTANCE;
    }

    @Override
    public String name() {
        return "words";
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public int count(CharSequence text) {
        return tokenize(text).size();
    }

    @Override
    public TokenSpans tokenize(CharSequence text) {
        TokenSpans.Builder tokens = TokenSpans.builder();
        int wordStart = -1;
        for (int i = 0; i < text.length(); ) {
            int codePoint = Character.codePointAt(text, i);
            int next = i + Character.charCount(codePoint);
            if (joinsWord(codePoint, wordStart >= 0)) {
                wordStart = wordStart < 0 ? i : wordStart;
            } else {
                if (wordStart >= 0) {
                    tokens.add(wordStart, i);
                    wordStart = -1;
                }
                if (!Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint)) {
                    tokens.add(i, next);
                }
            }
            i = next;
        }
        if (wordStart >= 0) {
            tokens.add(wordStart, text.length());
        }
        return tokens.build();
    }

    private static boolean joinsWord(int codePoint, boolean inWord) {
        if (codePoint < 128) {
            return Character.isLetterOrDigit(codePoint);
        }
        if (Character.isLetterOrDigit(codePoint)) {
            return !Character.isIdeographic(codePoint) && !isKana(codePoint);
        }
        int type = Character.getType(codePoint);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return mark && inWord;
    }

    private static boolean isKana(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }
}

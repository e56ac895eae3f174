package dev.lectern.embed;

import java.lang.Character.UnicodeScript;

/**
 * Counts words: one token per run of letters and digits, per ideograph or kana, and per other visible character.
 *
 * <p>A run of more than 32 chars counts once per 32, so that a text without spaces does not pass for a single word.
 *
 * <p>For sizes where no model's own tokenizer is at hand. English text has about three quarters as many of these as word pieces.
 *
 * <p>Stateless, thread-safe.
 */
public final class WordTokenizer implements Tokenizer {

    /** In UTF-16 code units; few words of any language are longer. */
    private static final int LONGEST_WORD = 32;

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
    public TokenSpans tokenize(CharSequence characters) {
        String text = characters.toString();
        TokenSpans.Builder tokens = TokenSpans.builder();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (startsWord(codePoint)) {
                end = wordEnd(text, end, i + LONGEST_WORD);
                tokens.add(i, end);
            } else if (!isSpace(codePoint)) {
                tokens.add(i, end);
            }
            i = end;
        }
        return tokens.build();
    }

    private static int wordEnd(String text, int from, int limit) {
        int end = from;
        while (end < text.length() && end < limit) {
            char c = text.charAt(end);
            if (c < 128) {
                if (!isAsciiWord(c)) {
                    return end;
                }
                end++;
            } else {
                int codePoint = text.codePointAt(end);
                if (!startsWord(codePoint) && !isMark(codePoint)) {
                    return end;
                }
                end += Character.charCount(codePoint);
            }
        }
        return end;
    }

    private static boolean startsWord(int codePoint) {
        return codePoint < 128
                ? isAsciiWord(codePoint)
                : Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint) && !isKana(codePoint);
    }

    private static boolean isAsciiWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isKana(int codePoint) {
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }
}

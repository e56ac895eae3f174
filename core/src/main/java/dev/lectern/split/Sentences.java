package dev.lectern.split;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Span;
import java.text.BreakIterator;
import java.text.StringCharacterIterator;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds the sentences of a text.
 *
 * <p>Boundaries are those of {@link BreakIterator#getSentenceInstance(Locale)}, without those after an abbreviation, an initial or an
 * ordinal number or before a terminator, and with those between blocks: blank lines, headings, list items, table rows, code fences. A
 * line that merely wraps ends no sentence. A boundary never lies inside a grapheme, and only blocks begin in a stretch of more than 200
 * chars without letter or digit.
 *
 * <p>Stateless, thread-safe. Cost: linear in the text.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">Unicode Standard Annex 29, which names the problem; the rules are the JDK's</a>
 */
public final class Sentences {

    private Sentences() {}

    /**
     * Returns the sentences of a text in order, without the white space around them. They cover every visible character.
     *
     * @param locale the language of the text; {@link Locale#ROOT} where it is not known
     */
    public static List<Span> of(String text, Locale locale) {
        List<Span> sentences = new ArrayList<>();
        int start = 0;
        for (int end : boundaries(text, locale)) {
            addTrimmed(text, start, end, sentences);
            start = end;
        }
        return List.copyOf(sentences);
    }

    /** Returns the language that metadata name under {@link MetadataKeys#LANGUAGE}; {@link Locale#ROOT} where they name none. */
    public static Locale localeOf(Metadata metadata) {
        return metadata.text(MetadataKeys.LANGUAGE)
                .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')))
                .orElse(Locale.ROOT);
    }

    /** Returns where sentences end, white space after them included; ascending, the last one is the length of the text. */
    static int[] boundaries(String text, Locale locale) {
        Objects.requireNonNull(locale, "locale");
        return new Search(text, locale).boundaries();
    }

    private static void addTrimmed(String text, int start, int end, List<Span> sentences) {
        int from = start;
        int to = end;
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        if (from < to) {
            sentences.add(new Span(from, to));
        }
    }

    static boolean isSpace(char c) {
        return c < 128
                ? c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\u001C' && c <= '\u001F')
                : Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The terminators, full stops and phrase separators of the JDK's sentence rules. */
    static boolean isTerminator(char c) {
        if (c > '?' && c < '\u0964') {
            return false;
        }
        return switch (c) {
            case '.', '!', '?', '\u0964', '\u0965', '\u2029', '\u3002', '\uFF01', '\uFF0E', '\uFF1F' -> true;
            default -> false;
        };
    }

    /**
     * The search through one text.
     *
     * <p>The iterator is asked only about the gaps between letters or digits that hold a sentence terminator, with the letter before and
     * the letter after. The result is that of asking it about the whole text: its rules start a boundary at a terminator and nowhere
     * else, every one of them is decided at the next letter or digit, and after a letter or digit it has forgotten what came before.
     * A test compares both ways.
     */
    private static final class Search {

        /** The iterator's time grows with the square of a gap, as in {@code ". (. (. ("}; none in prose is longer. */
        private static final int LONGEST_GAP = 200;

        private final String text;
        private final Locale locale;
        private final BreakIterator breaks;
        private final Graphemes graphemes;
        private final BitSet found = new BitSet();

        Search(String text, Locale locale) {
            this.text = text;
            this.locale = locale;
            this.breaks = BreakIterator.getSentenceInstance(locale);
            this.graphemes = new Graphemes(text);
        }

        int[] boundaries() {
            int decided = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n') {
                    addBlock(i + 1);
                } else if (i >= decided && isTerminator(c)) {
                    decided = addGap(i);
                }
            }
            if (!text.isEmpty()) {
                found.set(text.length());
            }
            return found.stream().toArray();
        }

        private void addBlock(int line) {
            if (line < text.length() && Blocks.beginAt(text, line)) {
                found.set(line);
            }
        }

        /** Adds the boundaries in the gap around a terminator; returns where the gap ends. */
        private int addGap(int terminator) {
            int start = terminator;
            while (start > 0 && !isWord(text.codePointBefore(start))) {
                start -= Character.charCount(text.codePointBefore(start));
            }
            int end = terminator;
            while (end < text.length() && !isWord(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            if (end - start <= LONGEST_GAP) {
                addSentences(start, end);
            }
            return end;
        }

        private void addSentences(int gapStart, int gapEnd) {
            int from = gapStart == 0 ? 0 : gapStart - Character.charCount(text.codePointBefore(gapStart));
            int to = gapEnd == text.length() ? gapEnd : gapEnd + Character.charCount(text.codePointAt(gapEnd));
            breaks.setText(new StringCharacterIterator(text, from, to, from));
            for (int at = breaks.next(); at != BreakIterator.DONE && at < to; at = breaks.next()) {
                if (!isTerminator(text.charAt(at)) && !isFalseEnd(from, at) && graphemes.isBoundary(at, 0)) {
                    found.set(at);
                }
            }
        }

        private boolean isFalseEnd(int from, int end) {
            int last = end - 1;
            while (last > from && isSpace(text.charAt(last))) {
                last--;
            }
            return text.charAt(last) == '.' && Abbreviations.endsAt(text, last, locale);
        }

        private static boolean isWord(int codePoint) {
            if (codePoint < 128) {
                return Character.isLetterOrDigit(codePoint);
            }
            int type = Character.getType(codePoint);
            return Character.isLetterOrDigit(codePoint)
                    || type == Character.LETTER_NUMBER
                    || type == Character.OTHER_NUMBER;
        }
    }
}

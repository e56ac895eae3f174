package dev.lectern.split;

import dev.lectern.document.Span;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds the sentences of a text.
 *
 * <p>Boundaries are those of {@link BreakIterator#getSentenceInstance(Locale)}, without those after an abbreviation or an initial, and
 * with those between blocks: blank lines, headings and list items. A boundary never lies inside a grapheme.
 *
 * <p>Stateless, thread-safe.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">Unicode Standard Annex 29, sentence boundaries, which BreakIterator follows</a>
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

    /** Returns where sentences end, white space after them included; ascending, the last one is the length of the text. */
    static int[] boundaries(String text, Locale locale) {
        Objects.requireNonNull(locale, "locale");
        BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
        breaks.setText(text);
        Ends ends = new Ends();
        int start = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            addBlocks(text, start, end, ends);
            if (end == text.length() || !isFalseEnd(text, start, end, locale)) {
                ends.add(end);
            }
            start = end;
        }
        return ends.toArray();
    }

    /** Adds the boundaries at line starts that begin a new block. */
    private static void addBlocks(String text, int start, int end, Ends ends) {
        for (int line = text.indexOf('\n', start); line >= 0 && line + 1 < end; line = text.indexOf('\n', line + 1)) {
            if (beginsBlock(text, line + 1, end)) {
                ends.add(line + 1);
            }
        }
    }

    /** Tells whether the line at {@code start} is blank, a heading or a list item, or follows a heading. */
    private static boolean beginsBlock(String text, int start, int limit) {
        int first = start;
        while (first < limit && isBlank(text.charAt(first))) {
            first++;
        }
        if (first >= limit || text.charAt(first) == '\n' || text.charAt(first) == '#') {
            return true;
        }
        char c = text.charAt(first);
        boolean bullet = c == '-' || c == '*' || c == '+' || c == '\u2022';
        int after = bullet ? first + 1 : afterNumber(text, first, limit);
        return (after > first && after < limit && isBlank(text.charAt(after))) || isHeadingBefore(text, start - 1);
    }

    /** Returns the place after {@code 12.} or {@code 12)}, or {@code first} if there is none. */
    private static int afterNumber(String text, int first, int limit) {
        int i = first;
        while (i < limit && i - first < 4 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        boolean marked = i > first && i < limit && (text.charAt(i) == '.' || text.charAt(i) == ')');
        return marked ? i + 1 : first;
    }

    private static boolean isHeadingBefore(String text, int lineEnd) {
        int start = text.lastIndexOf('\n', lineEnd - 1) + 1;
        return start < lineEnd && text.charAt(start) == '#';
    }

    private static boolean isFalseEnd(String text, int start, int end, Locale locale) {
        int last = end;
        while (last > start && isSpace(text.charAt(last - 1))) {
            if (text.charAt(last - 1) == '\n' && last - 2 > start && isBlankLineBefore(text, last - 1)) {
                return false;
            }
            last--;
        }
        return last > start && text.charAt(last - 1) == '.' && Abbreviations.endsAt(text, last - 1, locale);
    }

    private static boolean isBlankLineBefore(String text, int newline) {
        int i = newline - 1;
        while (i >= 0 && isBlank(text.charAt(i))) {
            i--;
        }
        return i >= 0 && text.charAt(i) == '\n';
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
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBlank(char c) {
        return c != '\n' && isSpace(c);
    }

    /** Collects ascending offsets, each once. */
    private static final class Ends {

        private int[] values = new int[16];
        private int size;

        void add(int end) {
            if (size > 0 && values[size - 1] >= end) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = end;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}

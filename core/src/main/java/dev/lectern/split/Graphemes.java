package dev.lectern.split;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where the graphemes of a text begin and end, looking only at the neighbourhood of a place.
 *
 * <p>A grapheme is what {@code \X} of {@link Pattern} matches: an extended grapheme cluster in the Unicode version of the running JDK.
 * {@link java.text.BreakIterator} is not used: before JDK 20 it cuts emoji sequences apart, and since then it keeps a list of all
 * graphemes of the text.
 *
 * <p>One thread at a time. Cost: linear in the text over all calls with ascending offsets.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">Unicode Standard Annex 29, grapheme cluster boundaries</a>
 */
public final class Graphemes {

    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private final String text;
    private final Matcher matcher;

    /** The grapheme found last. */
    private int start;

    private int end;

    /** Starts at the beginning of a text. */
    public Graphemes(String text) {
        this.text = text;
        this.matcher = GRAPHEME.matcher(text);
    }

    /**
     * Tells whether no grapheme has {@code offset} inside.
     *
     * @param floor a grapheme boundary at or before the offset, beyond which nobody needs to look back
     */
    public boolean isBoundary(int offset, int floor) {
        if (offset <= 0 || offset >= text.length() || isCertain(offset)) {
            return true;
        }
        find(offset, floor);
        return start == offset;
    }

    /** Returns the last boundary at {@code offset} or before. */
    public int atOrBefore(int offset, int floor) {
        return isBoundary(offset, floor) ? offset : start;
    }

    /** Returns the first boundary at {@code offset} or after. */
    public int atOrAfter(int offset, int floor) {
        return isBoundary(offset, floor) ? offset : end;
    }

    /** Finds the grapheme with the code unit at {@code offset}. */
    private void find(int offset, int floor) {
        int known = start <= offset ? Math.max(start, floor) : floor;
        int at = offset;
        while (at > known && !isCertain(at)) {
            at--;
        }
        int next = endOf(at);
        while (next <= offset) {
            at = next;
            next = endOf(at);
        }
        start = at;
        end = next;
    }

    private int endOf(int grapheme) {
        matcher.region(grapheme, text.length());
        return matcher.lookingAt() ? matcher.end() : text.length();
    }

    /** Tells whether there is a boundary whatever stands further left. */
    private boolean isCertain(int offset) {
        char before = text.charAt(offset - 1);
        char after = text.charAt(offset);
        if (before == '\r' && after == '\n') {
            return false;
        }
        if (isSimple(before)) {
            return isSimple(after);
        }
        boolean latin = after < '\u0300' && after != '\u00A9' && after != '\u00AE';
        return latin && !reachesForward(text.codePointBefore(offset));
    }

    /** Tells whether a character may take what follows into its grapheme: format characters and letters written before others. */
    private static boolean reachesForward(int codePoint) {
        return codePoint != '\u200D'
                && (Character.getType(codePoint) == Character.FORMAT || Character.isLetter(codePoint));
    }

    /** Tells whether a character joins with no other one for which this holds too; true for nearly all that is not a mark or emoji. */
    private static boolean isSimple(char c) {
        return c < '\u0300'
                || switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> false;
                    default -> !isJoiningLetter(c);
                };
    }

    /** Conjoining Hangul, and the letters of other scripts that belong to a letter before or after them. */
    private static boolean isJoiningLetter(char c) {
        return (c >= '\u1100' && c <= '\u11FF')
                || (c >= '\uA960' && c <= '\uA97F')
                || (c >= '\uD7B0' && c <= '\uD7FF')
                || c == '\u0D4E'
                || c == '\u0E33'
                || c == '\u0EB3'
                || c == '\uFF9E'
                || c == '\uFF9F';
    }
}

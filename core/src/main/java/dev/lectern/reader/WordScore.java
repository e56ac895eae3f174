package dev.lectern.reader;

import java.lang.Character.UnicodeScript;

/**
 * Scores how much a text looks like words rather than like words decoded with the wrong charset. Stateless.
 *
 * <p>Only characters beyond ASCII and their neighbours count. A letter counts for the text when it goes with the letters beside it,
 * against it when it does not; what stands inside a word and is no letter counts against it, as do undecodable bytes and C1 controls.
 */
final class WordScore {

    private WordScore() {}

    /** Returns the mean over characters beyond ASCII, -3 to 1; 0 if there are none. */
    static double of(String text) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                char before = i == 0 ? ' ' : text.charAt(i - 1);
                char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
                sum += score(before, c, after);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double score(char before, char c, char after) {
        if (c == '\uFFFD' || Character.isISOControl(c)) {
            return -3;
        }
        boolean inWord = Character.isLetter(before) && Character.isLetter(after);
        if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
            double fit = 1;
            fit -= clashes(before, c) ? 1.5 : 0;
            fit -= clashes(c, after) ? 1.5 : 0;
            fit -= RARE.indexOf(c) >= 0 ? 0.6 : 0;
            return fit;
        }
        if (c == '\u2019' || c == '\u00AD' || c == '\u00B7') {
            return 0.5;
        }
        boolean atWord = Character.isLetter(before) || Character.isLetter(after);
        boolean quoteOrDash = isPunctuation(c) || c == '\u00A0' || c == '\u00B0' || c == '\u20AC' || c == '\u00A3';
        return inWord ? -1.5 : quoteOrDash ? 0.5 : atWord ? -0.7 : 0;
    }

    /** Letters that few languages use: seen in numbers, they mean another charset. */
    private static final String RARE =
            "\u00DE\u00FE\u00F0\u00D0\u00FD\u00DD\u0192\u00FF\u0178\u00D5\u00FB\u00DB\u00F5\u00AA\u00BA";

    private static boolean clashes(char left, char right) {
        if (!Character.isLetter(left) || !Character.isLetter(right)) {
            return (Character.isLetter(left) && Character.isDigit(right)) || Character.isDigit(left);
        }
        UnicodeScript a = UnicodeScript.of(left);
        UnicodeScript b = UnicodeScript.of(right);
        boolean scripts = a != b
                && a != UnicodeScript.COMMON
                && b != UnicodeScript.COMMON
                && a != UnicodeScript.INHERITED
                && b != UnicodeScript.INHERITED;
        return scripts || (Character.isLowerCase(left) && Character.isUpperCase(right));
    }

    private static boolean isPunctuation(char c) {
        return switch (Character.getType(c)) {
            case Character.DASH_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}

package dev.lectern.split;

/**
 * Knows headings in capitals, as plain text has them.
 *
 * <p>Precision before recall: a heading that is missed sticks to a sentence, a heading that is none cuts one. So the lines must stand
 * at the start of a block, and what follows must look like the start of a sentence. Acronyms and shouting in a wrapped paragraph have
 * text before them, or go on.
 */
final class Capitals {

    /** A line of a page; more is a paragraph that shouts. */
    private static final int MAX_LINE = 80;

    /** A title of more lines is a paragraph that shouts. */
    private static final int MAX_LINES = 3;

    /** Two words of two letters; less is a label or an acronym. */
    private static final int MIN_LETTERS = 4;

    private Capitals() {}

    /**
     * Tells whether the lines before a line are a heading in capitals and the line begins a text.
     *
     * @param line where the line starts, after a line feed
     * @param first where its first visible character is
     */
    static boolean areHeadingBefore(String text, int line, int first) {
        if (!beginsText(text, first)) {
            return false;
        }
        int end = line - 1;
        for (int lines = 0; lines < MAX_LINES; lines++) {
            int start = lineStart(text, end);
            if (start < 0 || !isHeading(text, start, end, lines == 0)) {
                return false;
            }
            if (start == 0 || isBlank(text, lineStart(text, start - 1), start - 1)) {
                return true;
            }
            end = start - 1;
        }
        return false;
    }

    /** Tells whether a line starts as a sentence does, and is not itself in capitals: that would be more of the heading. */
    private static boolean beginsText(String text, int first) {
        int i = first;
        while (i < text.length() && !Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '\n') {
            i++;
        }
        if (i == text.length() || Character.isLowerCase(text.charAt(i))) {
            return false;
        }
        while (i < text.length() && text.charAt(i) != '\n') {
            if (Character.isLowerCase(text.charAt(i++))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHeading(String text, int start, int end, boolean last) {
        int letters = 0;
        int words = 0;
        int lastVisible = -1;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isLetter(c) && !Character.isUpperCase(c)) {
                return false;
            } else if (!Sentences.isSpace(c)) {
                words += i == start || Sentences.isSpace(text.charAt(i - 1)) ? 1 : 0;
                letters += Character.isLetter(c) ? 1 : 0;
                lastVisible = i;
            }
        }
        return letters >= MIN_LETTERS && (!last || (words >= 2 && isEnd(text.charAt(lastVisible))));
    }

    /** A full stop ends a sentence by itself; a comma, a dash or a hyphen says that more follows. */
    private static boolean isEnd(char c) {
        return Character.isLetterOrDigit(c) || ")]:!?\"'\u201D\u2019\u00BB".indexOf(c) >= 0;
    }

    /** Returns where the line that ends at an offset starts, or -1 if it is longer than a heading. */
    private static int lineStart(String text, int end) {
        int from = Math.max(0, end - MAX_LINE - 1);
        for (int i = end - 1; i >= from; i--) {
            if (text.charAt(i) == '\n') {
                return i + 1;
            }
        }
        return end <= MAX_LINE ? 0 : -1;
    }

    private static boolean isBlank(String text, int start, int end) {
        for (int i = start; i >= 0 && i < end; i++) {
            if (!Sentences.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return start >= 0;
    }
}

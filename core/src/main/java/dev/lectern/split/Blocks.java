package dev.lectern.split;

/**
 * Tells which lines of a text begin a new block, as Markdown and plain text mark them; any other line goes on where the one before
 * ended.
 *
 * <p>A block begins at a blank line, a heading, a list item, a table row and a code fence, and after a heading, its underline, a code
 * fence and a table row. A table row has bars between its cells, with blanks around them, or starts with one. Lines in capitals are a
 * heading where they come first after a blank line and no sentence goes on in the next line.
 */
final class Blocks {

    private Blocks() {}

    /**
     * Tells whether the line that starts at {@code line} begins a block.
     *
     * @param line an offset after a line feed, below the length of the text
     */
    static boolean beginAt(String text, int line) {
        int first = afterBlanks(text, line);
        if (first == text.length() || text.charAt(first) == '\n') {
            return true;
        }
        return isRow(text, first, lineEnd(text, first))
                || isHeading(text, first)
                || isFence(text, first)
                || isItem(text, first)
                || Capitals.areHeadingBefore(text, line, first)
                || endsBlock(text, text.lastIndexOf('\n', line - 2) + 1, line - 1);
    }

    /** Tells whether the line at {@code [start, end)} is the last of its block. */
    private static boolean endsBlock(String text, int start, int end) {
        int first = afterBlanks(text, start);
        return first < end
                && (isHeading(text, first)
                        || isFence(text, first)
                        || isUnderline(text, first, end)
                        || isRow(text, first, end));
    }

    private static int lineEnd(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private static boolean isRow(String text, int first, int end) {
        for (int i = first; i < end; i++) {
            if (text.charAt(i) == '|' && (i == first || standsAlone(text, i, end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean standsAlone(String text, int bar, int end) {
        return isBlank(text.charAt(bar - 1)) && (bar + 1 == end || isBlank(text.charAt(bar + 1)));
    }

    private static boolean isItem(String text, int first) {
        char c = text.charAt(first);
        boolean bullet = c == '-' || c == '*' || c == '+' || c == '\u2022';
        int after = bullet ? first + 1 : afterNumber(text, first);
        return after > first && after < text.length() && isBlank(text.charAt(after));
    }

    /** Returns the place after {@code 12.} or {@code 12)}, or {@code first} if there is none. */
    private static int afterNumber(String text, int first) {
        int i = first;
        while (i < text.length() && i - first < 4 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        boolean marked = i > first && i < text.length() && (text.charAt(i) == '.' || text.charAt(i) == ')');
        return marked ? i + 1 : first;
    }

    private static boolean isHeading(String text, int first) {
        int after = afterRun(text, first, '#');
        return after > first && after - first <= 6 && (after == text.length() || Sentences.isSpace(text.charAt(after)));
    }

    private static boolean isFence(String text, int first) {
        return text.startsWith("```", first) || text.startsWith("~~~", first);
    }

    private static boolean isUnderline(String text, int first, int end) {
        char c = text.charAt(first);
        return (c == '=' || c == '-') && afterRun(text, first, c) - first >= 3 && afterRun(text, first, c) == end;
    }

    private static int afterRun(String text, int start, char c) {
        int i = start;
        while (i < text.length() && text.charAt(i) == c) {
            i++;
        }
        return i;
    }

    private static int afterBlanks(String text, int start) {
        int i = start;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c != '\n' && Sentences.isSpace(c);
    }
}

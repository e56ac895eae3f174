package dev.lectern.readers.file;

import dev.lectern.document.Section;
import dev.lectern.format.Outline;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds headings in plain text, where nothing but custom marks them.
 *
 * <p>Precision before recall: a heading that is missed costs its name only, but a wrong one names all the text up to the next heading
 * wrongly. So a heading begins at the left edge after a blank line, is short, and is one of three: underlined by as many signs as it
 * has; numbered with at least two numbers between blank lines ({@code 3. Buy bread} may be an item of a list); in capitals, of two
 * words, with text after it that starts like a sentence. Where there are more than 10 000, the text is a register and has none.
 *
 * <p>Stateless.
 */
final class TextHeadings {

    /** A line of a page; more is a paragraph. */
    private static final int MAX_CHARS = 80;

    /** A thick book has some hundred; sections are objects, and those of a large file must not fill the memory. */
    private static final int MAX_HEADINGS = 10_000;

    /** Two spaces within a line part the columns of a table. */
    private static final Pattern TITLE =
            Pattern.compile("[\\p{L}\\p{N}\"(\u00AB\u201C\u201E](?!.*(?:\\s\\s|[|\\t])).*");

    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}");

    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){1,4})\\.? \\p{Lu}.*[^.,;:]");

    private static final Pattern CAPITALS =
            Pattern.compile("(?=(?:.*\\p{Lu}){4})[\\p{Lu}\\p{N}\\p{P}]+(?: [\\p{Lu}\\p{N}\\p{P}]+)+(?<![.,;\\p{Pd}])");

    private static final Pattern SENTENCE_START = Pattern.compile("\\P{L}*\\p{Lu}.*\\p{Ll}.*");

    private TextHeadings() {}

    /** Returns a section per heading, from its line to the next one. */
    static List<Section> sections(String text) {
        Outline outline = new Outline();
        int headings = 0;
        String before = "";
        String line = lineAt(text, 0);
        for (int start = 0; start < text.length(); ) {
            int next = start + line.length() + 1;
            String after = lineAt(text, next);
            if (before.isBlank() && !line.isBlank() && line.length() <= MAX_CHARS) {
                int level = level(line.stripTrailing(), text, next, after.stripTrailing());
                if (level > 0) {
                    outline.add(level, line, start);
                    if (++headings > MAX_HEADINGS) {
                        return List.of();
                    }
                }
            }
            before = line;
            line = after;
            start = next;
        }
        return outline.sections(text.length());
    }

    private static String lineAt(String text, int start) {
        if (start >= text.length()) {
            return "";
        }
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    /** Returns the level of a heading, 0 if the line is none. */
    private static int level(String line, String text, int next, String after) {
        if (!TITLE.matcher(line).matches()) {
            return 0;
        } else if (after.length() == line.length() && UNDERLINE.matcher(after).matches()) {
            return after.charAt(0) == '=' ? 1 : 2;
        }
        Matcher numbered = NUMBERED.matcher(line);
        if (after.isEmpty() && numbered.matches()) {
            return 1 + (int) numbered.group(1).chars().filter(c -> c == '.').count();
        }
        String follower =
                after.isEmpty() ? lineAt(text, next + lineAt(text, next).length() + 1) : after;
        boolean titles = CAPITALS.matcher(line).matches() && isSentenceStart(follower);
        return titles ? 1 : 0;
    }

    private static boolean isSentenceStart(String line) {
        return SENTENCE_START
                .matcher(line.substring(0, Math.min(MAX_CHARS, line.length())))
                .matches();
    }
}

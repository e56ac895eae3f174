package dev.lectern.readers.file;

import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads reStructuredText as it stands; lines with a line of one sign below them, and maybe above, are headings.
 *
 * <p>The first kind of line that occurs is the outermost level, the next new one the level below it.
 *
 * @see <a href="https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#sections">reStructuredText, sections</a>
 */
public final class ReStructuredTextFormat extends HeadedText {

    /** The signs that lines above and below headings are made of. */
    private static final String MARKS = "=-`:.'\"~^_*+#<>";

    private static final Pattern HEADING = Pattern.compile(
            "(?:(([=\\-`:.'\"~^_*+#<>])\\2{2,})[ \\t]*\\R)?[ \\t]?(\\S.*+)\\R(([=\\-`:.'\"~^_*+#<>])\\5{2,})[ \\t]*$",
            Pattern.MULTILINE);

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public ReStructuredTextFormat() {
        super(
                "rst",
                "Reads reStructuredText as it stands, with headings as sections.",
                FileType.of("text/x-rst", "rst", "rest"));
    }

    @Override
    void outline(String text, Outline outline) {
        List<String> kinds = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        // Line by line: a search would begin at every character.
        for (int line = 0; line < text.length(); line = lineAfter(text, line)) {
            int next = lineAfter(text, line);
            if (isMark(text, line) || isMark(text, next)) {
                heading.region(line, text.length());
                if (heading.lookingAt()) {
                    take(heading, text, kinds, outline);
                    line = heading.end();
                }
            }
        }
    }

    private static boolean isMark(String text, int at) {
        return at < text.length() && MARKS.indexOf(text.charAt(at)) >= 0;
    }

    private static void take(Matcher heading, String text, List<String> kinds, Outline outline) {
        String title = heading.group(3).strip();
        boolean fits = heading.group(4).length() >= title.length();
        boolean startsBlock = heading.start() == 0
                || text.startsWith("\n\n", heading.start() - 2)
                || text.startsWith("\r\n\r\n", heading.start() - 4);
        if (fits && startsBlock && !title.matches("(.)\\1*")) {
            String kind = (heading.group(1) == null ? "" : "over") + heading.group(5);
            if (!kinds.contains(kind)) {
                kinds.add(kind);
            }
            outline.add(kinds.indexOf(kind) + 1, title, heading.start());
        }
    }

    /** Returns where the next line starts, after whichever mark ends this one; the length of the text after the last line. */
    private static int lineAfter(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return Math.min(text.length(), text.startsWith("\r\n", end) ? end + 2 : end + 1);
    }
}

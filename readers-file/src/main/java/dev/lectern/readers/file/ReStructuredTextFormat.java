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

    private static final Pattern HEADING = Pattern.compile(
            "^(?:(([=\\-`:.'\"~^_*+#<>])\\2{2,})[ \\t]*\\R)?[ \\t]?(\\S.*)\\R(([=\\-`:.'\"~^_*+#<>])\\5{2,})[ \\t]*$",
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
        while (heading.find()) {
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
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads LaTeX as it stands; sections from part to paragraph are headings.
 *
 * @see <a href="https://www.latex-project.org/help/documentation/">LaTeX, sectioning commands</a>
 */
public final class LatexFormat extends HeadedText {

    private static final Pattern HEADING = Pattern.compile(
            "^[ \\t]*\\\\(part|chapter|section|subsection|subsubsection|paragraph)\\*?(?:\\[[^\\]\\n]{0,500}+\\])?\\{((?:[^{}]++|\\{[^{}]*+\\})*+)\\}",
            Pattern.MULTILINE);

    private static final List<String> LEVELS =
            List.of("part", "chapter", "section", "subsection", "subsubsection", "paragraph");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public LatexFormat() {
        super(
                "latex",
                "Reads LaTeX as it stands, with headings as sections.",
                FileType.of("application/x-tex", "tex", "latex", "ltx"));
    }

    @Override
    void outline(String text, Outline outline) {
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            outline.add(LEVELS.indexOf(heading.group(1)) + 1, heading.group(2), heading.start());
        }
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads AsciiDoc as it stands; lines that begin with equals signs are headings.
 *
 * @see <a href="https://docs.asciidoctor.org/asciidoc/latest/sections/titles-and-levels/">AsciiDoc, section titles and levels</a>
 */
public final class AsciiDocFormat extends HeadedText {

    private static final Pattern HEADING = Pattern.compile("^(={1,6})[ \\t]+(\\S.*)$", Pattern.MULTILINE);

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public AsciiDocFormat() {
        super(
                "asciidoc",
                "Reads AsciiDoc as it stands, with headings as sections.",
                FileType.of("text/x-asciidoc", "adoc", "asciidoc", "asc"));
    }

    @Override
    void outline(String text, Outline outline) {
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            outline.add(heading.group(1).length(), heading.group(2), heading.start());
        }
    }
}

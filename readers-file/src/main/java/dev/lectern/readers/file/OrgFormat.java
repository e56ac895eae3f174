package dev.lectern.readers.file;

import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Org mode as it stands; lines that begin with stars are headings.
 *
 * @see <a href="https://orgmode.org/manual/Headlines.html">Org manual, headlines</a>
 */
public final class OrgFormat extends HeadedText {

    private static final Pattern HEADING =
            Pattern.compile("^(\\*{1,10})[ \\t]+(?:(?:TODO|DONE)[ \\t]+)?(\\S.*)$", Pattern.MULTILINE);

    private static final Pattern TAGS = Pattern.compile(":[\\w:@]+:");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public OrgFormat() {
        super("org", "Reads Org mode as it stands, with headings as sections.", FileType.of("text/org", "org"));
    }

    @Override
    void outline(String text, Outline outline) {
        Matcher heading = HEADING.matcher(text);
        while (heading.find()) {
            outline.add(heading.group(1).length(), withoutTags(heading.group(2).stripTrailing()), heading.start());
        }
    }

    /** The tags between colons at the end, as the states TODO and DONE at the start, belong to Org, not to the heading. */
    private static String withoutTags(String line) {
        int last = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
        boolean tags = last > 0 && TAGS.matcher(line.substring(last)).matches();
        return tags ? line.substring(0, last) : line;
    }
}

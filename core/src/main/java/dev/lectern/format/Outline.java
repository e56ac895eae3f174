package dev.lectern.format;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects headings in reading order and turns them into sections, each from its heading to the next one.
 *
 * <p>A section's path names the headings above it, outermost first, 20 with its own at most. Levels may be skipped. One thread at a time.
 */
public final class Outline {

    /** A heading is a line; more than this is a paragraph in disguise, and would be repeated in every path below it. */
    private static final int MAX_TITLE_CHARS = 200;

    /** Books have six levels; of more, as where each line is indented further, the inner ones above a heading are not named. */
    private static final int MAX_LEVELS = 20;

    private record Heading(int level, String title, int start) {}

    private final List<Heading> headings = new ArrayList<>();

    /** Makes an outline without headings. */
    public Outline() {}

    /**
     * Adds a heading; a blank one is left out, one of more than 200 chars is named by its start.
     *
     * @param level 1 is the outermost
     * @param start offset of the heading in the document's text, ascending from call to call
     */
    public void add(int level, String title, int start) {
        String oneLine = title.strip().replaceAll("\\s+", " ");
        if (oneLine.length() > MAX_TITLE_CHARS) {
            int cut = Character.isHighSurrogate(oneLine.charAt(MAX_TITLE_CHARS - 1))
                    ? MAX_TITLE_CHARS - 1
                    : MAX_TITLE_CHARS;
            oneLine = oneLine.substring(0, cut);
        }
        if (!oneLine.isEmpty()) {
            headings.add(new Heading(level, oneLine, start));
        }
    }

    /** Returns the text of the first heading, empty if there is none. */
    public String firstTitle() {
        return headings.isEmpty() ? "" : headings.get(0).title;
    }

    /** Returns the sections over a text of a length; text before the first heading is in none. */
    public List<Section> sections(int textLength) {
        List<Section> sections = new ArrayList<>();
        List<Heading> above = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            Heading heading = headings.get(i);
            while (!above.isEmpty() && above.get(above.size() - 1).level >= heading.level) {
                above.remove(above.size() - 1);
            }
            if (above.size() == MAX_LEVELS) {
                above.remove(MAX_LEVELS - 1);
            }
            above.add(heading);
            int end = i + 1 < headings.size() ? headings.get(i + 1).start : textLength;
            if (heading.start < end) {
                String path =
                        String.join(" > ", above.stream().map(Heading::title).toList());
                sections.add(Section.heading(path, new Span(heading.start, end)));
            }
        }
        return sections;
    }
}

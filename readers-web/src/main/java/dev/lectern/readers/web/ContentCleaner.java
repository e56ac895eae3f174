package dev.lectern.readers.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Takes out of the main content what is not its text: the page's title, captions, and groups that are mostly links. */
final class ContentCleaner {

    private static final String GROUPS = "div, section, ul, ol, dl, table, article, header";

    /** As in Readability, where more than half in links makes a list of links. */
    private static final double MOSTLY_LINKS = 0.5;

    /** A shorter heading may stand in the title by chance. */
    private static final int TITLE_CHARS = 10;

    private ContentCleaner() {}

    /**
     * Cleans elements in place; each is kept itself.
     *
     * @param titles what the page calls itself; headings that repeat it go, since the document has a title of its own
     */
    static void clean(List<Element> content, Set<String> titles) {
        for (Element part : content) {
            // A caption speaks of a picture, which the text does not hold.
            Removal.remove(part.select("figcaption"));
            removeTitle(part, titles);
            removeLinkGroups(part);
        }
    }

    private static void removeTitle(Element part, Set<String> titles) {
        for (Element heading : part.select("h1, h2")) {
            String text = plain(heading.text());
            if (!heading.equals(part)
                    && text.length() >= TITLE_CHARS
                    && titles.stream().anyMatch(title -> plain(title).contains(text))) {
                heading.remove();
            }
        }
    }

    /** Returns letters and digits only, so that quotes and dashes of different kinds are equal. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static void removeLinkGroups(Element part) {
        TextStats stats = TextStats.of(part);
        Removal.remove(part.select(GROUPS).stream()
                .filter(group -> !group.equals(part) && stats.linkDensity(group) > MOSTLY_LINKS)
                .toList());
    }
}

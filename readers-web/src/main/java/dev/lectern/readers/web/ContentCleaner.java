package dev.lectern.readers.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Takes out of the main content what is not its text: the page's title, captions, and groups that are mostly links and no data. */
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
        List<String> plainTitles = titles.stream().map(ContentCleaner::plain).toList();
        for (Element part : content) {
            // A caption speaks of a picture, which the text does not hold.
            Removal.remove(part.select("figcaption"));
            removeTitle(part, plainTitles);
            removeLinkGroups(part);
        }
    }

    private static void removeTitle(Element part, List<String> plainTitles) {
        Removal.remove(part.select("h1, h2").stream()
                .filter(heading -> !heading.equals(part))
                .filter(heading -> {
                    String text = plain(heading.text());
                    return text.length() >= TITLE_CHARS && plainTitles.stream().anyMatch(title -> title.contains(text));
                })
                .toList());
    }

    /** Returns letters and digits only, so that quotes and dashes of different kinds are equal. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static void removeLinkGroups(Element part) {
        TextStats stats = TextStats.of(part);
        Set<Element> data = data(part);
        Set<Element> around = new HashSet<>();
        for (Element one : data) {
            Element above = one;
            while (above != null && around.add(above)) {
                above = above.parent();
            }
        }
        Removal.remove(part.select(GROUPS).stream()
                .filter(group -> !group.equals(part) && stats.linkDensity(group) > MOSTLY_LINKS)
                .filter(group ->
                        !around.contains(group) && group.parents().stream().noneMatch(data::contains))
                .toList());
    }

    /** Finds rows of several cells, and terms with descriptions: what is arranged so is meant to be read, be it links. */
    private static Set<Element> data(Element part) {
        Set<Element> data = new HashSet<>();
        for (Element row : part.select("tr")) {
            if (row.childrenSize() > 1) {
                data.add(row);
            }
        }
        for (Element description : part.select("dt + dd")) {
            data.add(description);
        }
        return data;
    }
}

package dev.lectern.readers.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Finds the main content of a page: what is left without menus, teasers, comments, captions and footers.
 *
 * <p>The steps: take out parts whose tag, role, class or id names something else; let each paragraph vote for the elements around it,
 * long ones and those with commas more, the nearest element most; take the element with the most votes, links discounted; add siblings
 * that do nearly as well; clean the rest by {@link ContentCleaner}. No rule knows a site or a language.
 *
 * @see <a href="https://github.com/mozilla/readability">Arc90 and Mozilla, Readability: votes of paragraphs, link density, siblings. We
 *     differ in whole words instead of parts of words for class names, in text without a paragraph element, in what is cleaned, and in
 *     making one pass instead of several with weaker rules</a>
 * @see <a href="https://doi.org/10.1145/1718487.1718542">Kohlschuetter, Fankhauser, Nejdl 2010, Boilerplate detection using shallow text
 *     features: link density and text length as features</a>
 */
final class MainContent {

    /** Shorter runs of text are labels rather than prose. */
    private static final int PARAGRAPH_CHARS = 25;

    /** A part with more of the page's prose than this is not taken for a side matter, whatever its name. */
    private static final double MOST_PROSE = 0.4;

    private final Element body;
    private TextStats stats;

    private MainContent(Element body) {
        this.body = body;
        this.stats = TextStats.of(body);
    }

    /**
     * Returns the elements that hold the main content, in order; the body alone if the page has no prose.
     *
     * @param page without invisible elements; elements are taken out of it
     * @param titles what the page calls itself
     */
    static List<Element> find(Document page, Set<String> titles) {
        MainContent search = new MainContent(page.body());
        search.removeJunk();
        search.removeOtherArticles();
        List<Element> content = search.choose();
        ContentCleaner.clean(content, titles);
        return content;
    }

    private void removeJunk() {
        Map<Element, Integer> prose = proseBelow();
        double most = MOST_PROSE * prose.getOrDefault(body, 0);
        Removal.remove(body.select("*").stream()
                .filter(element -> !element.equals(body) && prose.getOrDefault(element, 0) <= most)
                .filter(element ->
                        ClassHints.isJunk(element) && element.closest("pre, code") == null) // a comment of code
                .toList());
        stats = TextStats.of(body);
    }

    /** Where one article has the heading of the page, other articles beside it are teasers or comments. */
    private void removeOtherArticles() {
        Elements articles = body.select("article:not(article article)");
        List<Element> titled =
                articles.stream().filter(a -> a.selectFirst("h1") != null).toList();
        if (articles.size() > 1 && titled.size() == 1) {
            Removal.remove(
                    articles.stream().filter(a -> !a.equals(titled.get(0))).toList());
            stats = TextStats.of(body);
        }
    }

    /** Counts the characters of prose below each element: of paragraphs that are not mostly links. */
    private Map<Element, Integer> proseBelow() {
        Map<Element, Integer> prose = new HashMap<>();
        for (Element element : body.select("*")) {
            int chars = proseChars(element);
            if (chars > 0 && stats.linkDensity(element) < 0.5) {
                for (Element above = element; above != null; above = above.parent()) {
                    prose.merge(above, chars, Integer::sum);
                }
            }
        }
        return prose;
    }

    /** Returns the number of characters that stand in an element as prose of its own, 0 if it has none. */
    private int proseChars(Element element) {
        if (!BlockText.isBlock(element) && !element.normalName().equals("td")) {
            return 0;
        }
        int chars = stats.chars(element);
        for (Element child : element.children()) {
            if (BlockText.isBlock(child) || stats.hasBlock(child)) {
                chars -= stats.chars(child);
            }
        }
        return chars < PARAGRAPH_CHARS ? 0 : chars;
    }

    private List<Element> choose() {
        Map<Element, Double> votes = votes();
        Element best = body;
        double most = 0;
        for (Element element : body.select("*")) {
            double own = votes.getOrDefault(element, 0.0);
            if (own > most) {
                most = own;
                best = element;
            }
        }
        // Rows without their table would be written without their form.
        Element table = best.normalName().equals("tbody") ? best.closest("table") : null;
        return withSiblings(table == null ? best : table, most, votes);
    }

    private Map<Element, Double> votes() {
        Map<Element, Double> votes = new HashMap<>();
        for (Element paragraph : body.select("*")) {
            int chars = proseChars(paragraph);
            if (chars > 0) {
                double vote = 1
                        + (double) stats.commas(paragraph) * chars / stats.chars(paragraph)
                        + Math.min(chars / 100.0, 3);
                boolean loose = chars < stats.chars(paragraph);
                vote(votes, loose ? paragraph : paragraph.parent(), vote);
            }
        }
        votes.replaceAll((element, sum) -> sum * (1 - stats.linkDensity(element)));
        return votes;
    }

    /** Gives a whole vote to the nearest element, half to the next, then a sixth, a ninth, a twelfth. */
    private void vote(Map<Element, Double> votes, @Nullable Element nearest, double vote) {
        @Nullable Element element = nearest;
        for (int level = 0; level < 5 && element != null && !element.equals(body.parent()); level++) {
            double share = level < 2 ? level + 1.0 : level * 3.0;
            double start = votes.containsKey(element) ? 0 : start(element);
            votes.merge(element, vote / share + start, Double::sum);
            element = element.parent();
        }
    }

    /** What an element starts with before any vote. */
    private static double start(Element element) {
        double byTag = switch (element.normalName()) {
            case "div", "article", "main", "section" -> 5;
            case "pre", "td", "blockquote" -> 3;
            case "address", "ol", "ul", "dl", "dd", "dt", "li", "form" -> -3;
            case "h1", "h2", "h3", "h4", "h5", "h6", "th" -> -5;
            default -> 0;
        };
        return byTag + (ClassHints.isContent(element) ? 25 : 0) - (ClassHints.isJunk(element) ? 25 : 0);
    }

    private List<Element> withSiblings(Element best, double most, Map<Element, Double> votes) {
        Element parent = best.parent();
        if (best.equals(body) || parent == null) {
            return List.of(best);
        }
        List<Element> parts = new ArrayList<>();
        for (Element sibling : parent.children()) {
            boolean alike = !best.className().isEmpty() && sibling.className().equals(best.className());
            double sum = votes.getOrDefault(sibling, 0.0) + (alike ? most * 0.2 : 0);
            boolean prose =
                    sibling.normalName().equals("p") && stats.chars(sibling) > 80 && stats.linkDensity(sibling) < 0.25;
            if (sibling.equals(best) || prose || sum >= Math.max(10, most * 0.2)) {
                parts.add(sibling);
            }
        }
        return parts;
    }
}

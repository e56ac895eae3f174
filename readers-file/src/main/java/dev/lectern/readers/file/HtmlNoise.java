package dev.lectern.readers.file;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Tells which elements of a page are no text to read.
 *
 * <p>Always: scripts, styles, templates, graphics, {@code noscript}. Navigation, and the header and footer of the page, only where the
 * page marks its main content by {@code main} or {@code article} and they stand outside of it: what is not clearly noise stays in.
 *
 * <p>For one page; one thread at a time.
 */
final class HtmlNoise {

    private static final Set<String> NEVER_TEXT = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "svg",
            "iframe",
            "object",
            "embed",
            "canvas",
            "audio",
            "video",
            "head",
            "datalist");

    private static final Set<String> FRAME = Set.of("nav", "header", "footer");

    private final boolean mainIsMarked;

    private final Set<Element> holdMain = Collections.newSetFromMap(new IdentityHashMap<>());

    HtmlNoise(Document page) {
        for (Element main : page.select("main, article, [role=main], h1")) {
            for (Element around = main; around != null && holdMain.add(around); ) {
                around = around.parent();
            }
        }
        mainIsMarked = page.select("main, article, [role=main]").stream().anyMatch(Element::hasText);
    }

    boolean isNoise(Element element) {
        String name = element.normalName();
        if (NEVER_TEXT.contains(name)) {
            return true;
        }
        boolean frame = FRAME.contains(name) || element.attr("role").equals("navigation");
        return frame
                && mainIsMarked
                && element.closest("main, article, [role=main]") == null
                && !holdMain.contains(element);
    }
}

package dev.lectern.readers.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Takes out what a visitor of a page does not read: scripts, styles, form controls, and what is marked as hidden. */
final class Invisible {

    private static final String NEVER_TEXT =
            "script, style, noscript, template, iframe, frame, object, embed, applet, audio, video, canvas, svg, math > annotation,"
                    + " input, select, textarea, datalist, link, meta, head > title";

    private static final Pattern HIDDEN_STYLE =
            Pattern.compile("(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)\\b");

    /** What is folded up below a button is read by pressing it, and the button is its heading. */
    private static final String HEADING = "h1, h2, h3, h4, h5, h6, [role=heading], summary, dt";

    private Invisible() {}

    /** Tells whether a heading has a text beside its buttons, which then only do something with it. */
    private static boolean saysMore(Element heading) {
        Element alone = heading.clone();
        alone.select("button").remove();
        return alone.hasText();
    }

    /** Removes invisible elements below {@code root}. */
    static void removeFrom(Element root) {
        List<Element> invisible = new ArrayList<>(root.select(NEVER_TEXT));
        Map<Element, Boolean> saysMore = new HashMap<>();
        Set<String> unfolded = new HashSet<>();
        for (Element button : root.select("button")) {
            Element heading = button.closest(HEADING);
            if (heading == null || saysMore.computeIfAbsent(heading, Invisible::saysMore)) {
                invisible.add(button);
            } else {
                unfolded.add(button.attr("aria-controls"));
            }
        }
        unfolded.remove("");
        for (Element element : root.select("[hidden], [style], [aria-hidden=true]")) {
            boolean hidden = element.hasAttr("hidden")
                    || "true".equals(element.attr("aria-hidden"))
                    || HIDDEN_STYLE
                            .matcher(element.attr("style").toLowerCase(Locale.ROOT))
                            .find();
            if (hidden
                    && !unfolded.contains(element.id())
                    && !element.equals(root)
                    && !element.normalName().equals("body")) {
                invisible.add(element);
            }
        }
        Removal.remove(invisible);
    }
}

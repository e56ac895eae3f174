package dev.lectern.readers.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Takes out what a visitor of a page does not read: scripts, styles, form controls, and what is marked as hidden. */
final class Invisible {

    private static final String NEVER_TEXT =
            "script, style, noscript, template, iframe, frame, object, embed, applet, audio, video, canvas, svg, math > annotation,"
                    + " button, input, select, textarea, datalist, link, meta, head > title";

    private static final Pattern HIDDEN_STYLE =
            Pattern.compile("(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden)\\b");

    private Invisible() {}

    /** Removes invisible elements below {@code root}. */
    static void removeFrom(Element root) {
        List<Element> invisible = new ArrayList<>(root.select(NEVER_TEXT));
        for (Element element : root.select("[hidden], [style], [aria-hidden=true]")) {
            boolean hidden = element.hasAttr("hidden")
                    || "true".equals(element.attr("aria-hidden"))
                    || HIDDEN_STYLE
                            .matcher(element.attr("style").toLowerCase(Locale.ROOT))
                            .find();
            if (hidden && !element.equals(root) && !element.normalName().equals("body")) {
                invisible.add(element);
            }
        }
        Removal.remove(invisible);
    }
}

package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAnswer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page asks of robots, in its meta tags and in the header {@code X-Robots-Tag}.
 *
 * @param noindex whether it asks not to be kept
 * @param nofollow whether it asks that its links are not followed
 * @see <a href="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag">Google, robots meta tag and X-Robots-Tag</a>
 */
record RobotsTags(boolean noindex, boolean nofollow) {

    static final RobotsTags NONE = new RobotsTags(false, false);

    /** Rules with a value; a colon elsewhere ends the name of the robot that a header is for. */
    private static final Set<String> WITH_VALUE =
            Set.of("max-snippet", "max-image-preview", "max-video-preview", "unavailable_after");

    /**
     * Reads what is for all robots, and for one.
     *
     * @param robot the name of ours, in lower case
     */
    static RobotsTags of(WebAnswer answer, Document page, String robot) {
        Set<String> rules = new HashSet<>();
        for (Element meta : page.select("meta[name][content]")) {
            String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
            if (name.equals("robots") || name.equals(robot)) {
                rules.addAll(words(meta.attr("content")));
            }
        }
        rules.addAll(ofHeaders(answer.headers("x-robots-tag"), robot));
        return of(rules);
    }

    /** Reads the headers alone, for what is no page. */
    static RobotsTags of(WebAnswer answer, String robot) {
        return of(ofHeaders(answer.headers("x-robots-tag"), robot));
    }

    private static RobotsTags of(Set<String> rules) {
        boolean none = rules.contains("none");
        return new RobotsTags(none || rules.contains("noindex"), none || rules.contains("nofollow"));
    }

    private static Set<String> ofHeaders(List<String> headers, String robot) {
        Set<String> rules = new HashSet<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            String name = colon < 0 ? "" : header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            boolean named = !name.isEmpty() && !WITH_VALUE.contains(name) && name.indexOf(',') < 0;
            if (!named || name.equals(robot)) {
                rules.addAll(words(named ? header.substring(colon + 1) : header));
            }
        }
        return rules;
    }

    private static Set<String> words(String text) {
        return new HashSet<>(Arrays.stream(text.split(",", -1))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .toList());
    }
}

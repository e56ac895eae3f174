package dev.lectern.readers.web;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of a robots.txt for one robot: what it may fetch, how long it waits between two pages, and where sitemaps are.
 *
 * <p>Of the rules that match a path the longest counts, and of two of the same length the one that allows.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9309">RFC 9309: groups, matching, limits. {@code Crawl-delay} is not in it, but common</a>
 */
final class RobotsTxt {

    /** The least that a robot must read; what comes behind it is not looked at. */
    static final int MAX_CHARS = 500 * 1024;

    /** A page a minute is a crawl that ends; a longer delay is taken as this. */
    private static final double MAX_DELAY_SECONDS = 60;

    private record Rule(UrlPattern pattern, int length, boolean allows) {}

    private final List<Rule> rules = new ArrayList<>();
    private final List<String> sitemaps = new ArrayList<>();
    private Duration delay = Duration.ZERO;

    private RobotsTxt() {}

    /** Allows everything: for hosts without rules. */
    static RobotsTxt allowAll() {
        return new RobotsTxt();
    }

    /**
     * Reads rules.
     *
     * @param robot the name of ours, in lower case
     */
    static RobotsTxt parse(String text, String robot) {
        RobotsTxt named = new RobotsTxt();
        RobotsTxt general = new RobotsTxt();
        boolean isNamed = false;
        boolean agentsEnded = true;
        List<RobotsTxt> group = new ArrayList<>();
        String marked =
                text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark is no part of the first name
        String read = marked.substring(0, Math.min(marked.length(), MAX_CHARS));
        for (String line : read.split("\\R", -1)) {
            String rule = line.replaceFirst("#.*", "").strip();
            int colon = rule.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String name = rule.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = rule.substring(colon + 1).strip();
            if (name.equals("user-agent")) {
                if (agentsEnded) {
                    group.clear();
                }
                agentsEnded = false;
                String agent = Pages.robotName(value);
                if (agent.equals("*")) {
                    group.add(general);
                } else if (agent.equals(robot)) {
                    group.add(named);
                    isNamed = true;
                }
            } else if (name.equals("sitemap")) {
                named.sitemaps.add(value);
                general.sitemaps.add(value);
            } else {
                agentsEnded = true;
                group.forEach(robots -> robots.add(name, value));
            }
        }
        return isNamed ? named : general;
    }

    private void add(String name, String value) {
        boolean allows = name.equals("allow");
        if ((allows || name.equals("disallow")) && !value.isEmpty()) {
            rules.add(new Rule(UrlPattern.ofPath(value), value.length(), allows));
        } else if (name.equals("crawl-delay") && value.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            double seconds = Math.min(MAX_DELAY_SECONDS, Double.parseDouble(value));
            delay = Duration.ofMillis((long) (seconds * 1000));
        }
    }

    /** Tells whether an address of this host may be fetched. */
    boolean allows(URI uri) {
        Optional<Rule> longest = rules.stream()
                .filter(rule -> rule.pattern.matches(uri))
                .reduce((a, b) -> b.length > a.length || (b.length == a.length && b.allows) ? b : a);
        return uri.getPath().equals("/robots.txt") || longest.map(Rule::allows).orElse(true);
    }

    /** Returns how long to wait between two pages, 0 unless the host says otherwise. */
    Duration delay() {
        return delay;
    }

    /** Returns the addresses of sitemaps as they stand there. */
    List<String> sitemaps() {
        return List.copyOf(sitemaps);
    }
}

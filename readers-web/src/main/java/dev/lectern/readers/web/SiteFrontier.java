package dev.lectern.readers.web;

import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.readers.web.http.WebAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a crawl: each is taken once, nearest to the start first, and only within the crawl's bounds.
 *
 * <p>Sites make endless links without meaning to: calendars, filters, relative links that pile up. What keeps a crawl out of them, apart
 * from depth and number: an address has at most 2,000 characters, no part of its path comes more than three times, and one path is
 * taken with at most 200 different queries. What is left out by any of these is kept with the reason, unless another link leads there.
 *
 * <p>Memory is bounded: so many addresses wait, so many are known to be left out, and the rest is counted. One thread at a time.
 */
final class SiteFrontier {

    /** Longer ones break servers; browsers and sitemaps draw the line there. */
    private static final int MAX_CHARS = 2_000;

    private static final int MAX_SAME_PARTS = 3;

    private static final int MAX_QUERIES = 200;

    static final String PATTERNS = "the patterns to include and exclude leave it out.";
    private static final String NOFOLLOW =
            "only links that ask not to be followed lead to it. Switch nofollow off (option nofollow) to read it.";
    private static final String LONG = "an address of more than " + MAX_CHARS + " characters is taken for a trap.";
    private static final String PILED =
            "a path with the same part more than " + MAX_SAME_PARTS + " times is taken for a trap.";
    private static final String QUERIES = "more than " + MAX_QUERIES
            + " queries of one path are taken for a trap. Exclude some by patterns (option excludes) to read others.";

    /** What of an address decides whether it is the same page; both schemes lead to one page in practice. */
    private record Key(String host, String pathAndQuery) {}

    /**
     * An address to fetch.
     *
     * @param depth how many links lie between it and the start
     */
    record Visit(URI uri, int depth) {}

    /** An address that was left out, and why. */
    private record Left(URI uri, String rule) {}

    private URI start;
    private final SiteScope scope;
    private final UrlFilter filter;
    private final int maxDepth;
    private final String deep;
    private final int maxWaiting;
    private final Deque<Visit> queue = new ArrayDeque<>();
    private final Set<Key> seen = new HashSet<>();
    private final Map<Key, Left> left = new LinkedHashMap<>();
    private final Map<String, Integer> queries = new HashMap<>();
    private long uncounted;

    SiteFrontier(URI start, SiteScope scope, UrlFilter filter, int maxDepth, int maxWaiting) {
        this.start = start;
        this.scope = scope;
        this.filter = filter;
        this.maxDepth = maxDepth;
        this.deep = "it is more than " + maxDepth
                + " links away from the start. Raise maxDepth (option max-depth) to read it.";
        this.maxWaiting = maxWaiting;
        seen.add(key(start));
        queue.add(new Visit(start, 0));
    }

    /** Takes the address that the start redirects to for the start. */
    void startAt(URI uri) {
        start = uri;
        reached(uri);
    }

    /** Returns the next address, null while there is none. */
    @Nullable
    Visit next() {
        return queue.pollFirst();
    }

    int size() {
        return queue.size();
    }

    /**
     * Takes an address if it is new and within bounds.
     *
     * @param follow whether links that lead there may be followed
     */
    void add(URI uri, int depth, boolean follow) {
        Key key = key(uri);
        if (!inScope(uri) || seen.contains(key)) {
            return;
        }
        if (queue.size() >= maxWaiting) {
            uncounted++;
            return;
        }
        String rule = follow ? ruleAgainst(uri, depth) : NOFOLLOW;
        if (rule != null) {
            if (left.size() < maxWaiting) {
                left.putIfAbsent(key, new Left(uri, rule));
            } else if (!left.containsKey(key)) {
                uncounted++;
            }
        } else {
            left.remove(key);
            seen.add(key);
            queue.addLast(new Visit(uri, depth));
        }
    }

    private @Nullable String ruleAgainst(URI uri, int depth) {
        if (uri.toString().length() > MAX_CHARS) {
            return LONG;
        }
        if (!filter.accepts(uri)) {
            return PATTERNS;
        }
        if (depth > maxDepth) {
            return deep;
        }
        Map<String, Integer> parts = new HashMap<>();
        for (String part : path(uri).split("/", -1)) {
            if (!part.isEmpty() && parts.merge(part, 1, Integer::sum) > MAX_SAME_PARTS) {
                return PILED;
            }
        }
        Left before = left.get(key(uri));
        boolean counted = before != null && before.rule.equals(QUERIES);
        return uri.getRawQuery() != null && (counted || queries.merge(path(uri), 1, Integer::sum) > MAX_QUERIES)
                ? QUERIES
                : null;
    }

    /** Tells of each address that was left out, by its rule, in the order of discovery. */
    void forEachLeft(Consumer<ReadSkip> listener) {
        left.values()
                .forEach(one -> listener.accept(new ReadSkip(one.uri.toString(), one.rule, Unread.ITEM_AND_BEYOND)));
    }

    /** Returns how many links were neither followed nor kept, since too many addresses waited. */
    long uncounted() {
        return uncounted;
    }

    /** Takes note of an address that was reached by another one. */
    void reached(URI uri) {
        seen.add(key(uri));
        left.remove(key(uri));
    }

    /** Tells whether an address belongs to the site, be it wanted or not. */
    boolean inScope(URI uri) {
        return WebAddress.plainHost(uri).equals(WebAddress.plainHost(start))
                && uri.getPort() == start.getPort()
                && (scope == SiteScope.HOST || path(uri).startsWith(folder(start)));
    }

    private static Key key(URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Key(WebAddress.plainHost(uri), path(uri) + query);
    }

    private static String path(URI uri) {
        return Objects.requireNonNullElse(uri.getRawPath(), "/");
    }

    private static String folder(URI uri) {
        String path = path(uri);
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}

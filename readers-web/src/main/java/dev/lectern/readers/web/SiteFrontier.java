package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a crawl: each is taken once, nearest to the start first, and only within the crawl's bounds.
 *
 * <p>Sites make endless links without meaning to: calendars, filters, relative links that pile up. What keeps a crawl out of them, apart
 * from depth and number: an address has at most 2,000 characters, no part of its path comes more than three times, and one path is
 * taken with at most 200 different queries.
 *
 * <p>One thread at a time.
 */
final class SiteFrontier {

    /** Longer ones break servers; browsers and sitemaps draw the line there. */
    private static final int MAX_CHARS = 2_000;

    private static final int MAX_SAME_PARTS = 3;

    private static final int MAX_QUERIES = 200;

    /** What of an address decides whether it is the same page; both schemes lead to one page in practice. */
    private record Key(String host, String pathAndQuery) {}

    /**
     * An address to fetch.
     *
     * @param depth how many links lie between it and the start
     */
    record Visit(URI uri, int depth) {}

    private URI start;
    private final SiteScope scope;
    private final UrlFilter filter;
    private final int maxDepth;
    private final Deque<Visit> queue = new ArrayDeque<>();
    private final Set<Key> seen = new HashSet<>();
    private final Map<String, Integer> queries = new HashMap<>();

    SiteFrontier(URI start, SiteScope scope, UrlFilter filter, int maxDepth) {
        this.start = start;
        this.scope = scope;
        this.filter = filter;
        this.maxDepth = maxDepth;
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

    /** Takes an address if it is new and within bounds. */
    void add(URI uri, int depth) {
        if (depth <= maxDepth && inScope(uri) && filter.accepts(uri) && !isTrap(uri) && seen.add(key(uri))) {
            queue.addLast(new Visit(uri, depth));
        }
    }

    /** Takes note of an address that was reached by another one. */
    void reached(URI uri) {
        seen.add(key(uri));
    }

    /** Tells whether an address belongs to the site, be it wanted or not. */
    boolean inScope(URI uri) {
        return WebAddress.plainHost(uri).equals(WebAddress.plainHost(start))
                && uri.getPort() == start.getPort()
                && (scope == SiteScope.HOST || path(uri).startsWith(folder(start)));
    }

    private boolean isTrap(URI uri) {
        if (uri.toString().length() > MAX_CHARS) {
            return true;
        }
        boolean piled = Arrays.stream(path(uri).split("/", -1))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.groupingBy(part -> part, Collectors.counting()))
                .values()
                .stream()
                .anyMatch(times -> times > MAX_SAME_PARTS);
        boolean anew = uri.getRawQuery() != null && !seen.contains(key(uri));
        return piled || (anew && queries.merge(path(uri), 1, Integer::sum) > MAX_QUERIES);
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

package dev.lectern.readers.web;

import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through sitemaps and gives the addresses of pages one by one; one thread at a time. */
final class SitemapWalk {

    /** The protocol knows indexes of sitemaps and no indexes of indexes; some sites have those. */
    private static final int MAX_DEPTH = 3;

    private static final List<String> TYPES = List.of("application/xml", "text/xml", "text/plain", "*/*");

    private record Listed(String address, int depth) {}

    private final WebClient client;
    private final Robots robots;
    private final BooleanSupplier cancelled;
    private final int maxPages;
    private final String source;
    private final Deque<Listed> sitemaps = new ArrayDeque<>();
    private final Deque<String> pages = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private Predicate<URI> wanted = uri -> true;
    private @Nullable Instant since;
    private Consumer<ReadFailure> onFailure = failure -> {};
    private Consumer<ReadSkip> onSkip = skip -> {};
    private boolean started;
    private int given;
    private int left;

    /**
     * Makes a walk.
     *
     * @param cancelled asked before each sitemap and address; when it is true the walk is at its end
     * @param maxPages how many pages are given at most, of those that are wanted
     */
    SitemapWalk(WebClient client, Robots robots, BooleanSupplier cancelled, int maxPages, String source) {
        this.client = client;
        this.robots = robots;
        this.cancelled = cancelled;
        this.maxPages = maxPages;
        this.source = source;
    }

    /** Gives pages only for which this is true; asked once for each. */
    void onlyIf(Predicate<URI> rule) {
        wanted = rule;
    }

    /** Leaves out pages of which the sitemap says that they last changed before a time; null for none. */
    void since(@Nullable Instant time) {
        since = time;
    }

    void onSkip(Consumer<ReadSkip> listener) {
        onSkip = listener;
    }

    void onFailure(Consumer<ReadFailure> listener) {
        onFailure = listener;
    }

    long waiting() {
        return pages.size();
    }

    /**
     * Returns the next page; null when there is none.
     *
     * @throws WebException if the first sitemap cannot be read
     */
    @Nullable
    WebRequest next() {
        if (!started) {
            start();
            started = true;
        }
        while (pages.isEmpty() && !sitemaps.isEmpty() && left == 0 && !cancelled.getAsBoolean()) {
            Listed sitemap = sitemaps.removeFirst();
            try {
                open(sitemap);
            } catch (WebException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                onFailure.accept(e.toFailure());
            }
        }
        if (pages.isEmpty()) {
            tellWhatIsLeft();
            return null;
        }
        given++;
        return WebRequest.of(pages.removeFirst());
    }

    private void start() {
        URI uri = address(source);
        if (!uri.getPath().equals("/") || uri.getRawQuery() != null) {
            open(new Listed(source, 0));
            return;
        }
        List<String> named = robots.rulesFor(uri).sitemaps();
        if (named.isEmpty()) {
            open(new Listed(uri.resolve("/sitemap.xml").toString(), 0));
        }
        named.forEach(sitemap -> add(new Listed(sitemap, 0)));
    }

    private URI address(String text) {
        try {
            return WebAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw WebException.lasting(
                    text, e.getMessage() + ". Give an address such as https://example.org/sitemap.xml.", e);
        }
    }

    private void add(Listed sitemap) {
        if (seen.add("sitemap " + sitemap.address)) {
            sitemaps.addLast(sitemap);
        }
    }

    private void open(Listed sitemap) {
        seen.add("sitemap " + sitemap.address);
        WebRequest request =
                WebRequest.of(sitemap.address).withMediaTypes(TYPES).withMaxBytes(SitemapFile.MAX_BYTES);
        SitemapFile file = SitemapFile.read(client.get(request));
        List<String> found = new ArrayList<>();
        for (SitemapFile.Entry entry : file.entries()) {
            if (cancelled.getAsBoolean()) {
                return;
            }
            if (!file.index()) {
                page(entry, found);
            } else if (sitemap.depth < MAX_DEPTH) {
                add(new Listed(entry.address(), sitemap.depth + 1));
            } else {
                onFailure.accept(new ReadFailure(
                        entry.address(), "the sitemap is listed more than " + MAX_DEPTH + " indexes deep.", null));
            }
        }
        pages.addAll(found);
        if (file.error() != null) {
            String reason = "the sitemap is read up to its fault only: " + file.error() + ".";
            if (file.entries().isEmpty()) {
                throw WebException.lasting(sitemap.address, file.error() + ". Give the address of a sitemap.", null);
            }
            onFailure.accept(new ReadFailure(sitemap.address, reason, null));
        }
    }

    private void page(SitemapFile.Entry entry, List<String> found) {
        String address = entry.address();
        try {
            URI uri = WebAddress.parse(address);
            address = uri.toString();
            if (seen.contains(address) || !wanted.test(uri)) {
                return;
            }
        } catch (IllegalArgumentException malformed) {
            // Fetching it says what is wrong with it.
        }
        if (since != null && entry.changed() != null && entry.changed().isBefore(since)) {
            onSkip.accept(new ReadSkip(
                    address, "by the sitemap it has not changed since " + since + " (option since).", Unread.ITEM));
            return;
        }
        if (seen.add(address)) {
            if (given + pages.size() + found.size() < maxPages) {
                found.add(address);
            } else {
                left++;
            }
        }
    }

    private void tellWhatIsLeft() {
        if (left > 0) {
            onFailure.accept(new ReadFailure(
                    source,
                    left + " pages or more were left out after " + maxPages
                            + ". Raise maxPages (option max-pages) to read them.",
                    null));
            left = 0;
        }
    }
}

package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.readers.web.SiteFrontier.Visit;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import dev.lectern.readers.web.http.WebRequest.Freshness;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One crawl of a site; used once, by one thread. */
final class SiteCrawl {

    private static final String ELSEWHERE = "it redirects to a page outside of the site.";
    private static final String NOINDEX = "it asks not to be kept. Switch noindex off (option noindex) to read it.";
    private static final String LONG_LINKS =
            "some of its links were not followed, since they are longer than any server takes.";
    private static final String MANY_LINKS =
            "some of its links were not followed, since all together are longer than a page is expected to have.";

    private final String source;
    private final URI start;
    private final Pages pages;
    private final SiteReader.Builder options;
    private final CrawlState state;
    private final SiteFrontier frontier;
    private final Robots robots;
    private int visited;

    /** What became of a visit. */
    private record Visited(Visit visit, PageOutcome outcome) {}

    SiteCrawl(String source, URI start, Pages pages, SiteReader.Builder options, CrawlState state) {
        this.source = source;
        this.start = start;
        this.pages = pages;
        this.options = options;
        this.state = state;
        this.frontier = new SiteFrontier(
                start,
                options.scope,
                new UrlFilter(options.includes, options.excludes),
                options.maxDepth,
                options.maxWaiting);
        this.robots = new Robots(pages.client());
    }

    void run(DocumentSink sink) {
        PageCollector collector =
                new PageCollector(sink, SiteReader.KEY, source.strip(), options.listener, frontier::size);
        new PageTasks(source, pages.client().options().concurrency(), options.order, sink::isCancelled)
                .run(this::next, this::visit, visited -> take(visited, collector));
        if (sink.isCancelled()) {
            return;
        }
        state.finish();
        frontier.forEachLeft(collector::skip);
        int left = frontier.size();
        if (left > 0) {
            collector.failure(new ReadFailure(
                    source,
                    left + " pages or more were left out after " + options.maxPages
                            + ". Raise maxPages (option max-pages) to read them.",
                    null));
        }
        if (frontier.uncounted() > 0) {
            collector.failure(new ReadFailure(
                    source,
                    frontier.uncounted() + " links were not followed since more than " + options.maxWaiting
                            + " addresses waited or were left out. Raise maxWaiting (option max-waiting) to follow them.",
                    null));
        }
        collector.tell();
    }

    /** The state is asked here, on the thread that changes it. */
    private record Order(Visit visit, Freshness freshness) {}

    private @Nullable Order next() {
        if (visited >= options.maxPages) {
            return null;
        }
        Visit visit = frontier.next();
        if (visit == null) {
            return null;
        }
        visited++;
        boolean known = state.hasFetched(visit.uri().toString());
        return new Order(visit, known ? Freshness.AS_CACHED : Freshness.CONFIRMED);
    }

    private Visited visit(Order order) {
        WebRequest request = WebRequest.of(order.visit.uri().toString()).withFreshness(order.freshness);
        return new Visited(order.visit, options.robots ? pages.readObediently(robots, request) : pages.read(request));
    }

    private void take(Visited visited, PageCollector collector) {
        Visit visit = visited.visit;
        PageOutcome outcome = visited.outcome;
        if (visit.depth() == 0) {
            begin(outcome);
        }
        boolean inside = outcome.uri() == null || frontier.inScope(outcome.uri());
        if (outcome.uri() != null) {
            frontier.reached(outcome.uri());
        }
        if (!inside) {
            collector.take(PageOutcome.skipped(visit.uri(), new ReadSkip(outcome.source(), ELSEWHERE, Unread.NOTHING)));
            return;
        }
        for (PageLink link : outcome.links().all()) {
            frontier.add(link.target(), visit.depth() + 1, !link.nofollow() || !options.nofollow);
        }
        if (outcome.links().tooLong() > 0) {
            collector.skip(new ReadSkip(outcome.source(), LONG_LINKS, Unread.NOTHING));
        }
        if (outcome.links().beyond() > 0) {
            collector.skip(new ReadSkip(outcome.source(), MANY_LINKS, Unread.ITEM_AND_BEYOND));
        }
        if (visit.depth() == 0) {
            addSitemaps(collector);
        }
        if (outcome.failure() == null && outcome.skip() == null) {
            state.fetched(visit.uri().toString());
        }
        if (outcome.skip() != null) {
            ReadSkip skip = outcome.skip();
            collector.take(PageOutcome.skipped(
                    visit.uri(), new ReadSkip(skip.source(), skip.reason(), Unread.ITEM_AND_BEYOND)));
            return;
        }
        boolean unwanted = outcome.failure() == null && outcome.noindex() && options.noindex;
        collector.take(
                unwanted
                        ? PageOutcome.skipped(visit.uri(), new ReadSkip(outcome.source(), NOINDEX, Unread.NOTHING))
                        : outcome);
    }

    /** A site whose first page cannot be read cannot be read. */
    private void begin(PageOutcome outcome) {
        if (outcome.skip() != null) {
            throw WebException.lasting(source, outcome.skip().reason(), null);
        }
        if (outcome.failure() != null
                && (outcome.failure().isGone() || outcome.links().all().isEmpty())) {
            throw outcome.failure().subject().equals(source)
                    ? outcome.failure()
                    : outcome.failure().of(source);
        }
        if (outcome.uri() != null) {
            frontier.startAt(outcome.uri());
        }
    }

    /** What the sitemaps of robots.txt list is one link away from the start. */
    private void addSitemaps(PageCollector collector) {
        if (!options.robots
                || !options.sitemaps
                || robots.rulesFor(start).sitemaps().isEmpty()) {
            return;
        }
        UrlFilter filter = new UrlFilter(options.includes, options.excludes);
        SitemapWalk walk = new SitemapWalk(
                pages.client(),
                robots,
                collector::isCancelled,
                options.maxPages,
                start.resolve("/").toString());
        walk.onlyIf(uri -> {
            boolean wanted = frontier.inScope(uri) && filter.accepts(uri);
            if (!wanted) {
                frontier.add(uri, 1, true); // keeps the reason, where the site has the page at all
            }
            return wanted;
        });
        walk.onFailure(collector::failure);
        try {
            for (WebRequest request = walk.next(); request != null; request = walk.next()) {
                add(request.address());
            }
        } catch (WebException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            collector.failure(e.toFailure());
        }
    }

    private void add(String address) {
        try {
            frontier.add(WebAddress.parse(address), 1, true);
        } catch (IllegalArgumentException malformed) {
            // Nothing that could be fetched.
        }
    }
}

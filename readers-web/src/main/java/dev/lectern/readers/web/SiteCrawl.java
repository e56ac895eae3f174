package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.readers.web.SiteFrontier.Visit;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import dev.lectern.readers.web.http.WebRequest.Freshness;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One crawl of a site; used once, by one thread. */
final class SiteCrawl {

    private final String source;
    private final URI start;
    private final Pages pages;
    private final SiteReader.Builder options;
    private final CrawlState state;
    private final SiteFrontier frontier;
    private final Robots robots;
    private int visited;

    /** What became of a visit; a rule that left it out instead, null if none did. */
    private record Visited(
            Visit visit, PageOutcome outcome, @Nullable String rule) {}

    SiteCrawl(String source, URI start, Pages pages, SiteReader.Builder options, CrawlState state) {
        this.source = source;
        this.start = start;
        this.pages = pages;
        this.options = options;
        this.state = state;
        this.frontier = new SiteFrontier(
                start, options.scope, new UrlFilter(options.includes, options.excludes), options.maxDepth);
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
        int left = frontier.size();
        if (left > 0) {
            collector.failure(new ReadFailure(
                    source,
                    left + " pages or more were left out after " + options.maxPages
                            + ". Raise maxPages (option max-pages) to read them.",
                    null));
        }
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
        URI uri = order.visit.uri();
        WebRequest request = WebRequest.of(uri.toString()).withFreshness(order.freshness);
        if (!options.robots) {
            return new Visited(order.visit, pages.read(request), null);
        }
        try {
            RobotsTxt rules = robots.rulesFor(uri);
            return rules.allows(uri)
                    ? new Visited(order.visit, pages.read(request.withDelay(rules.delay())), null)
                    : new Visited(order.visit, Pages.forbidden(uri.toString(), uri), "robots.txt");
        } catch (WebException e) {
            return new Visited(order.visit, PageOutcome.failed(uri.toString(), uri, e), null);
        }
    }

    private void take(Visited visited, PageCollector collector) {
        Visit visit = visited.visit;
        PageOutcome outcome = visited.outcome;
        if (visit.depth() == 0) {
            begin(outcome);
        } else if (visited.rule != null) {
            collector.skip(outcome.source(), visited.rule);
            return;
        }
        boolean inside = outcome.uri() == null || frontier.inScope(outcome.uri());
        if (outcome.uri() != null) {
            frontier.reached(outcome.uri());
        }
        if (!inside && visit.depth() > 0) {
            collector.skip(outcome.source(), "it leads out of the site to " + outcome.uri());
            return;
        }
        for (PageLink link : outcome.links()) {
            if (!link.nofollow() || !options.nofollow) {
                frontier.add(link.target(), visit.depth() + 1);
            }
        }
        if (visit.depth() == 0) {
            addSitemaps(collector);
        }
        if (outcome.failure() == null) {
            state.fetched(visit.uri().toString());
        }
        if (outcome.failure() == null && outcome.noindex() && options.noindex) {
            collector.skip(outcome.source(), "noindex");
        } else {
            collector.take(outcome);
        }
    }

    /** A site whose first page cannot be read cannot be read. */
    private void begin(PageOutcome outcome) {
        if (outcome.failure() != null && outcome.links().isEmpty()) {
            throw outcome.failure().subject().equals(source)
                    ? outcome.failure()
                    : WebException.lasting(source, outcome.failure().reason(), outcome.failure());
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
        URI root = start.resolve("/");
        SitemapWalk walk = new SitemapWalk(
                pages.client(),
                robots,
                new UrlFilter(options.includes, options.excludes),
                null,
                options.maxPages,
                root.toString());
        walk.onFailure(collector::failure);
        try {
            WebRequest request = walk.next();
            while (request != null) {
                add(request.address());
                request = walk.next();
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
            frontier.add(WebAddress.parse(address), 1);
        } catch (IllegalArgumentException malformed) {
            // Nothing that could be fetched.
        }
    }
}

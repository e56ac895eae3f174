package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadSkip;
import dev.lectern.reader.ReadSkip.Unread;
import dev.lectern.reader.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages that a sitemap lists.
 *
 * <pre>{@code
 * SitemapReader reader = SitemapReader.builder().includes(List.of("/docs/")).build();
 * ReadResult result = reader.load("https://example.org/sitemap.xml", FailurePolicy.COLLECT);
 * }</pre>
 *
 * <p>The source is the address of a sitemap or of an index of sitemaps, compressed or not; or that of a site ({@code https://example.org/}),
 * whose robots.txt then names them, else {@code /sitemap.xml}. Sitemaps are fetched one by one while pages are read.
 *
 * <p>Each address becomes a document or a failure, as {@link WebPageReader} makes them, with the source under the key {@code sitemap}.
 * Those listed twice are read once. What the patterns, {@link Builder#since} or robots.txt leave out, and pages that say of themselves that
 * they are the same as another, with the same text, are skips.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever makes a reader closes it.
 */
public final class SitemapReader implements Reader {

    /** The metadata key of the source that a document was found by. */
    static final String KEY = "sitemap";

    /** A site larger than this is read on purpose. */
    static final int MAX_PAGES = 10_000;

    private final Pages pages;
    private final Builder options;
    private final UrlFilter filter;

    private SitemapReader(Builder builder) {
        this.options = builder;
        this.filter = new UrlFilter(builder.includes, builder.excludes);
        this.pages = builder.pages(PageParser.Links.IGNORED);
    }

    /** Makes a reader with the defaults of {@link Builder}. */
    public static SitemapReader create() {
        return builder().build();
    }

    /** Starts a reader with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads all pages of a sitemap.
     *
     * @throws ReadException if the sitemap itself cannot be read, or the thread is interrupted
     */
    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        Robots robots = new Robots(pages.client());
        SitemapWalk walk = new SitemapWalk(pages.client(), robots, sink::isCancelled, options.maxPages, source);
        PageCollector collector = new PageCollector(sink, KEY, source.strip(), options.listener, walk::waiting);
        walk.onFailure(collector::failure);
        walk.onSkip(collector::skip);
        walk.since(options.since);
        walk.onlyIf(uri -> {
            boolean wanted = filter.accepts(uri);
            if (!wanted) {
                collector.skip(new ReadSkip(uri.toString(), SiteFrontier.PATTERNS, Unread.ITEM));
            }
            return wanted;
        });
        new PageTasks(source, pages.client().options().concurrency(), options.order, sink::isCancelled)
                .run(
                        walk::next,
                        request -> options.robots ? pages.readObediently(robots, request) : pages.read(request),
                        collector::take);
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        pages.close();
    }

    /** Collects options; one thread at a time. */
    public static final class Builder extends ReaderBuilder<Builder> {

        private List<String> includes = List.of();
        private List<String> excludes = List.of();
        private @Nullable Instant since;
        private int maxPages = MAX_PAGES;
        private boolean robots = true;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets which addresses are wanted; all unless set. A pattern that begins with a slash is compared with path and query from their
         * start, any other with the whole address; {@code *} stands for any characters, {@code $} at the end of a path for its end.
         */
        public Builder includes(List<String> patterns) {
            includes = List.copyOf(patterns);
            return this;
        }

        /** Sets which addresses are not wanted, though included; none unless set. Patterns are as in {@link #includes}. */
        public Builder excludes(List<String> patterns) {
            excludes = List.copyOf(patterns);
            return this;
        }

        /** Leaves out pages of which the sitemap says that they last changed before a time; those of which it does not say are read. */
        public Builder since(Instant value) {
            since = Objects.requireNonNull(value, "since");
            return this;
        }

        /** Sets how many pages are read at most, 1 or more; when there are more, that is a failure at the end; 10,000 unless set. */
        public Builder maxPages(int value) {
            maxPages = value;
            return this;
        }

        /** Sets whether robots.txt is obeyed; true unless set. */
        public Builder robots(boolean value) {
            robots = value;
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public SitemapReader build() {
            if (maxPages < 1) {
                throw new IllegalArgumentException("maxPages must be 1 or more, got: " + maxPages);
            }
            return new SitemapReader(this);
        }
    }
}

package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a site: the page it starts at, the pages that leads to, and so on.
 *
 * <pre>{@code
 * SiteReader reader = SiteReader.builder().scope(SiteScope.PREFIX).maxPages(500).state(Path.of("crawl")).build();
 * ReadResult result = reader.load("https://example.org/docs/", FailurePolicy.COLLECT);
 * }</pre>
 *
 * <p>The source is the address to start at. Pages come in the order of their distance from it, and then of the links that lead to them;
 * each becomes a document or a failure, as {@link WebPageReader} makes them, with the source under the key {@code site}. Pages that say
 * of themselves that they are the same as another, with the same text, are given once.
 *
 * <p>Politely: robots.txt is obeyed, with its delay between pages and the sitemaps that it names, and so are {@code nofollow} and
 * {@code noindex}; each can be switched off. What a rule leaves out is a skip with that rule, and no failure.
 *
 * <p>It ends when all pages within its bounds are read, or after {@link Builder#maxPages}, which is a failure at the end if more were waiting. Traps of endless
 * links are left by rules of thumb: an address of more than 2,000 characters, the same part of a path more than three times, more than 200
 * queries of one path. What these and the bounds leave out is told at the end, each address with its rule.
 *
 * <p>With {@link Builder#state} a crawl that was cut off goes on where it was: pages that it had fetched come from the cache without a
 * request, and are given again, so that a sync does not take them for vanished.
 *
 * <p>Thread-safety: safe for concurrent use, but not for two crawls of one source with one state. Whoever makes a reader closes it.
 */
public final class SiteReader implements Reader {

    /** The metadata key of the source that a document was found by. */
    static final String KEY = "site";

    /** As many as are read in a few minutes at two a second. */
    static final int MAX_PAGES = 1_000;

    /** About 50 MB of addresses, a hundred times the pages of a usual crawl. */
    static final int MAX_WAITING = 100_000;

    /** From the front page of a large site nearly everything is nearer than that. */
    static final int MAX_DEPTH = 10;

    private final Pages pages;
    private final Builder options;

    private SiteReader(Builder builder) {
        this.options = builder;
        this.pages = builder.pages(PageParser.Links.WANTED);
    }

    /** Makes a reader with the defaults of {@link Builder}. */
    public static SiteReader create() {
        return builder().build();
    }

    /** Starts a reader with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a site.
     *
     * @throws ReadException if the page to start at cannot be read, the state cannot be kept, or the thread is interrupted
     */
    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        if (sink.isCancelled()) {
            return;
        }
        URI start = startOf(source);
        CrawlState state =
                options.state == null ? CrawlState.none(source) : CrawlState.open(options.state, start.toString());
        try (state) {
            new SiteCrawl(source, start, pages, options, state).run(sink);
        }
    }

    private static URI startOf(String source) {
        try {
            return WebAddress.parse(source);
        } catch (IllegalArgumentException e) {
            throw WebException.lasting(source, e.getMessage() + ". Give an address such as https://example.org/.", e);
        }
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        pages.close();
    }

    /** Collects options; one thread at a time. */
    public static final class Builder extends ReaderBuilder<Builder> {

        SiteScope scope = SiteScope.HOST;
        int maxDepth = MAX_DEPTH;
        int maxPages = MAX_PAGES;
        int maxWaiting = MAX_WAITING;
        List<String> includes = List.of();
        List<String> excludes = List.of();
        boolean robots = true;
        boolean nofollow = true;
        boolean noindex = true;
        boolean sitemaps = true;

        @Nullable
        Path state;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets how far the crawl goes; {@link SiteScope#HOST} unless set. */
        public Builder scope(SiteScope value) {
            scope = Objects.requireNonNull(value, "scope");
            return this;
        }

        /** Sets how many links a page may be away from the start, 0 or more; 10 unless set. Sitemaps are one link away. */
        public Builder maxDepth(int value) {
            maxDepth = value;
            return this;
        }

        /** Sets how many pages are fetched at most, 1 or more; 1,000 unless set. */
        public Builder maxPages(int value) {
            maxPages = value;
            return this;
        }

        /**
         * Sets how many addresses may wait to be fetched, and how many may be remembered as left out, 1 or more; 100,000 unless set. Links
         * beyond that are counted, which is a failure at the end.
         */
        public Builder maxWaiting(int value) {
            maxWaiting = value;
            return this;
        }

        /**
         * Sets which addresses are fetched besides the start; all unless set. A pattern that begins with a slash is compared with path and
         * query from their start, any other with the whole address; {@code *} stands for any characters, {@code $} at the end of a path
         * for its end.
         */
        public Builder includes(List<String> patterns) {
            includes = List.copyOf(patterns);
            return this;
        }

        /** Sets which addresses are not fetched, though included; none unless set. Patterns are as in {@link #includes}. */
        public Builder excludes(List<String> patterns) {
            excludes = List.copyOf(patterns);
            return this;
        }

        /** Sets whether robots.txt is obeyed; true unless set. */
        public Builder robots(boolean value) {
            robots = value;
            return this;
        }

        /** Sets whether links are left alone that ask for it; true unless set. */
        public Builder nofollow(boolean value) {
            nofollow = value;
            return this;
        }

        /** Sets whether pages are left out that ask for it, though their links are followed; true unless set. */
        public Builder noindex(boolean value) {
            noindex = value;
            return this;
        }

        /** Sets whether the sitemaps that robots.txt names are looked at; true unless set. */
        public Builder sitemaps(boolean value) {
            sitemaps = value;
            return this;
        }

        /**
         * Sets the folder in which a crawl keeps how far it has come, so that it can be resumed; none unless set. It is the cache as well
         * unless the client has another.
         */
        public Builder state(Path folder) {
            state = Objects.requireNonNull(folder, "state");
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public SiteReader build() {
            if (maxPages < 1) {
                throw new IllegalArgumentException("maxPages must be 1 or more, got: " + maxPages);
            }
            if (maxWaiting < 1) {
                throw new IllegalArgumentException("maxWaiting must be 1 or more, got: " + maxWaiting);
            }
            if (maxDepth < 0) {
                throw new IllegalArgumentException("maxDepth must be 0 or more, got: " + maxDepth);
            }
            if (state != null && http.build().cache().isEmpty()) {
                http.cache(state);
            }
            return new SiteReader(this);
        }
    }
}

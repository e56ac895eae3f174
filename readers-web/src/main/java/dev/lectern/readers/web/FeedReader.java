package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.readers.web.http.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * Reads the entries of a feed: RSS 0.9x to 2.0, Atom, JSON Feed.
 *
 * <pre>{@code
 * FeedReader reader = FeedReader.builder().content(FeedContent.ARTICLE).build();
 * ReadResult result = reader.load("https://example.org/feed.xml", FailurePolicy.COLLECT);
 * }</pre>
 *
 * <p>The source is the address of a feed, or of a page that names one in its head. Each entry becomes a document or a failure, in the order
 * of the feed. Its id is the address that it leads to, followed by a {@code #} and what the feed knows it by if several entries lead there;
 * else the feed's address and what the feed knows it by. Metadata:
 * source ({@code web}), source_id, url, media_type, title, author, created_at, language, and the source under the key {@code feed}. Of
 * an article they come from the page, and from the entry where the page says nothing.
 *
 * <p>The articles of an address that robots.txt forbids are read all the same: the feed offers them.
 *
 * <p>Thread-safety: safe for concurrent use. Whoever makes a reader closes it.
 */
public final class FeedReader implements Reader {

    /** The metadata key of the source that a document was found by. */
    static final String KEY = "feed";

    private static final String LINKS_TO_FEEDS = "link[rel~=(?i)\\balternate\\b][type=application/rss+xml][href],"
            + " link[rel~=(?i)\\balternate\\b][type=application/atom+xml][href],"
            + " link[rel~=(?i)\\balternate\\b][type=application/feed+json][href]";

    private static final List<String> TYPES = List.of(
            "application/atom+xml",
            "application/rss+xml",
            "application/feed+json",
            "application/xml",
            "text/xml",
            "application/json",
            "*/*");

    private final Pages pages;
    private final Builder options;

    private FeedReader(Builder builder) {
        this.options = builder;
        this.pages = builder.pages(PageParser.Links.IGNORED);
    }

    /** Makes a reader with the defaults of {@link Builder}. */
    public static FeedReader create() {
        return builder().build();
    }

    /** Starts a reader with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads all entries of a feed.
     *
     * @throws ReadException if the feed itself cannot be read, or the thread is interrupted
     */
    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        if (sink.isCancelled()) {
            return;
        }
        WebAnswer answer = answer(source);
        Feed feed = pages.limited(source, () -> feed(source, answer));
        Map<String, Integer> uses = new HashMap<>();
        feed.entries().forEach(entry -> uses.merge(linkOf(answer.uri(), entry), 1, Integer::sum));
        Deque<FeedEntry> entries = new ArrayDeque<>(feed.entries());
        PageCollector collector = new PageCollector(sink, KEY, source.strip(), options.listener, entries::size);
        new PageTasks(source, pages.client().options().concurrency(), options.order, sink::isCancelled)
                .run(
                        entries::pollFirst,
                        entry -> outcome(
                                answer.uri(), feed, entry, uses.getOrDefault(linkOf(answer.uri(), entry), 1) > 1),
                        collector::take);
    }

    private WebAnswer answer(String source) {
        WebAnswer answer = get(source, source);
        if (!PageParser.isHtml(PageParser.mediaType(answer))) {
            return answer;
        }
        Element link = PageParser.parsed(answer).selectFirst(LINKS_TO_FEEDS);
        if (link == null) {
            throw WebException.lasting(
                    source, "the page names no feed in its head. Give the address of the feed itself.", null);
        }
        return get(source, Targets.one(link, "href"));
    }

    private WebAnswer get(String source, String address) {
        WebAnswer answer = pages.client().get(WebRequest.of(address).withMediaTypes(TYPES));
        if (answer.body().length == 0) {
            throw WebException.lasting(source, "the feed is empty. Check the address.", null);
        }
        return answer;
    }

    private static Feed feed(String source, WebAnswer answer) {
        try {
            return Feed.read(answer);
        } catch (IOException e) {
            throw WebException.lasting(
                    source, "the feed cannot be understood (" + e.getMessage() + "). Check the address.", e);
        }
    }

    /** Returns where an entry leads to; empty if nowhere. */
    private static String linkOf(URI base, FeedEntry entry) {
        return link(base, entry.link())
                .or(() -> link(base, entry.key()))
                .map(URI::toString)
                .orElse("");
    }

    /** An entry that shares its link with others is known by its key as well. */
    private PageOutcome outcome(URI base, Feed feed, FeedEntry entry, boolean shared) {
        Optional<URI> link = link(base, entry.link()).or(() -> link(base, entry.key()));
        String key = "#" + (entry.key().isEmpty() ? entry.title() : entry.key());
        String name = link.map(uri -> shared && options.content == FeedContent.ENTRY ? uri + key : uri.toString())
                .orElse(base + key);
        if (options.content == FeedContent.ARTICLE && link.isPresent()) {
            return filledUp(pages.read(WebRequest.of(name)), feed, entry);
        }
        if (!entry.hasText()) {
            return failed(name, "the entry has no text. Read its article instead (content ARTICLE, option content).");
        }
        Document document = document(name, link.map(URI::toString).orElse(name), base, feed, entry);
        return PageOutcome.read(name, link.orElse(base), document, PageLinks.NONE, false);
    }

    private static PageOutcome failed(String name, String reason) {
        return PageOutcome.failed(name, null, WebException.lasting(name, reason, null));
    }

    /** Resolves a link; keys of entries are often addresses, and often names of other kinds. */
    private static Optional<URI> link(URI base, String text) {
        try {
            return text.isBlank() || (text.indexOf(':') < 0 && text.indexOf('/') < 0)
                    ? Optional.empty()
                    : Optional.of(WebAddress.resolve(base, text));
        } catch (IllegalArgumentException notOfTheWeb) {
            return Optional.empty();
        }
    }

    private Document document(String id, String url, URI base, Feed feed, FeedEntry entry) {
        Metadata known = Metadata.builder()
                .set(MetadataKeys.SOURCE, "web")
                .set(MetadataKeys.SOURCE_ID, id)
                .set(MetadataKeys.URL, url)
                .set(MetadataKeys.MEDIA_TYPE, entry.html() ? "text/html" : "text/plain")
                .build();
        Metadata metadata = plus(known, feed, entry);
        String content = entry.content().isBlank() ? entry.title() : entry.content();
        return entry.html() && !entry.content().isBlank()
                ? pages.fragment(id, content, base.toString(), metadata)
                : Document.of(id, content, metadata);
    }

    private static PageOutcome filledUp(PageOutcome page, Feed feed, FeedEntry entry) {
        List<Document> documents = page.documents().stream()
                .map(document -> document.withMetadata(plus(document.metadata(), feed, entry)))
                .toList();
        return page.withDocuments(documents);
    }

    /** Adds what the feed says where nothing is said yet. */
    private static Metadata plus(Metadata known, Feed feed, FeedEntry entry) {
        Metadata ofFeed = Metadata.builder()
                .setIfPresent(MetadataKeys.TITLE, notBlank(entry.title()))
                .setIfPresent(MetadataKeys.AUTHOR, notBlank(entry.author()))
                .setIfPresent(MetadataKeys.CREATED_AT, Optional.ofNullable(entry.published()))
                .setIfPresent(MetadataKeys.LANGUAGE, notBlank(feed.language()).flatMap(PageMetadata::languageTag))
                .build();
        Metadata.Builder all = known.toBuilder();
        ofFeed.asMap().forEach((key, value) -> {
            if (known.get(key).isEmpty()) {
                all.set(key, value);
            }
        });
        return all.build();
    }

    private static Optional<String> notBlank(String text) {
        return Optional.of(text).filter(value -> !value.isBlank());
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        pages.close();
    }

    /** Collects options; one thread at a time. */
    public static final class Builder extends ReaderBuilder<Builder> {

        private FeedContent content = FeedContent.ENTRY;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets what of an entry becomes a document; {@link FeedContent#ENTRY} unless set. */
        public Builder content(FeedContent value) {
            content = Objects.requireNonNull(value, "content");
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public FeedReader build() {
            return new FeedReader(this);
        }
    }
}

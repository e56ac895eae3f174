package dev.lectern.readers.web;

import dev.lectern.document.Document;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reads web pages, each into one document: its main content, with blocks kept and headings as sections.
 *
 * <pre>{@code
 * Reader reader = WebPageReader.create();
 * Document page = reader.load("https://example.org/tides").get(0);
 * }</pre>
 *
 * <p>The source is an http or https address, or several with white space between them. The id of a document is the address that the page
 * names as canonical, where that is on the same host, else the address after redirects. Metadata: source ({@code web}), source_id, url,
 * media_type, charset, and where the page tells them title, description, author, created_at (the date of publication) and language. Plain
 * text, JSON and XML are taken as they are; other files (PDF, Office, ...) are read by the reader {@code file} where it is on the class path.
 *
 * <p>Only an answer of status 2xx with text becomes a document. All else is a failure with status and reason: of the whole reading where
 * the source is one address ({@link ReadException}), of the item where it is one of several. So are pages that come in place of another:
 * checks for robots, refusals, notes that there is nothing.
 *
 * <p>How pages are fetched, and what is refused, says {@link WebClient}. It runs no scripts, follows no links, and does not look at
 * robots.txt.
 *
 * <p>Thread-safety: safe for concurrent use; connections are kept and shared. Whoever makes a reader closes it; threads and connections
 * of one that is not closed end by themselves after half a minute without work.
 */
public final class WebPageReader implements Reader {

    /** Between two addresses; white space within one is part of it, badly written. */
    private static final Pattern BETWEEN = Pattern.compile("\\s+(?=[Hh][Tt][Tt][Pp][Ss]?://)");

    private final Pages pages;
    private final PageOrder order;
    private final Consumer<WebProgress> listener;

    private WebPageReader(Builder builder) {
        this.pages = builder.pages(PageParser.Links.IGNORED);
        this.order = builder.order;
        this.listener = builder.listener;
    }

    /** Makes a reader with the defaults of {@link Builder}. */
    public static WebPageReader create() {
        return builder().build();
    }

    /** Starts a reader with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void read(String source, DocumentSink sink) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
        List<String> addresses = addresses(source);
        if (addresses.size() > 1) {
            read(addresses, sink);
        } else if (!sink.isCancelled()) {
            PageOutcome outcome = pages.read(WebRequest.of(source));
            if (outcome.failure() != null) {
                throw outcome.failure();
            }
            outcome.tell(sink);
            listener.accept(new WebProgress(
                    outcome.documents().size(), outcome.failures().size(), 0, 0, 0));
        }
    }

    /**
     * Reads several addresses at the same time.
     *
     * @param addresses http or https addresses; one that comes twice is read once
     * @param sink takes a document or failure for each; see {@link Builder#order}
     * @throws ReadException if the thread is interrupted; its flag is set
     */
    public void read(Collection<String> addresses, DocumentSink sink) {
        Objects.requireNonNull(sink, "sink");
        Iterator<WebRequest> requests =
                new LinkedHashSet<>(addresses).stream().map(WebRequest::of).iterator();
        AtomicLong waiting = new AtomicLong(new HashSet<>(addresses).size());
        AtomicLong documents = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        new PageTasks(addresses.size() + " addresses", pages.client().options().concurrency(), order, sink::isCancelled)
                .run(() -> requests.hasNext() ? requests.next() : null, pages::read, outcome -> {
                    outcome.tell(sink);
                    listener.accept(new WebProgress(
                            documents.addAndGet(outcome.documents().size()),
                            failures.addAndGet(outcome.failures().size()),
                            0,
                            0,
                            waiting.decrementAndGet()));
                });
    }

    /**
     * Reads an answer that is there already, as from a browser that ran a page's scripts; nothing is fetched.
     *
     * @return one document; several of a file that holds several
     * @throws ReadException if it gives none, or a part of a file cannot be read
     */
    public List<Document> documents(WebAnswer answer) {
        PageOutcome outcome = pages.read(answer.uri().toString(), answer);
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        if (!outcome.partFailures().isEmpty()) {
            throw outcome.partFailures().get(0).toException();
        }
        return outcome.documents();
    }

    /** Returns the addresses that a source names. */
    static List<String> addresses(String source) {
        return List.of(BETWEEN.split(source.strip(), -1));
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        pages.close();
    }

    /** Collects options; one thread at a time. */
    public static final class Builder extends ReaderBuilder<Builder> {

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public WebPageReader build() {
            return new WebPageReader(this);
        }
    }
}

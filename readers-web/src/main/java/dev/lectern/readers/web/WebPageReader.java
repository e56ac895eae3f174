package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.readers.web.http.WebRequest;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads one web page into one document: its main content, with blocks kept and headings as sections.
 *
 * <pre>{@code
 * Reader reader = WebPageReader.create();
 * Document page = reader.load("https://example.org/tides").get(0);
 * }</pre>
 *
 * <p>The source is an http or https address. The id of the document is the address that the page names as canonical, where that is on
 * the same host, else the address after redirects. Metadata: source ({@code web}), source_id, url, media_type, charset, and where the
 * page tells them title, description, author, created_at (the date of publication) and language. Text that is not HTML is taken as it
 * is.
 *
 * <p>Only an answer of status 2xx with text becomes a document; everything else is a {@link ReadException} that says why. How pages are
 * fetched, and what is refused, says {@link WebClient}.
 *
 * <p>It runs no scripts, follows no links, and does not look at robots.txt.
 *
 * <p>Thread-safety: safe for concurrent use; connections are kept and shared. Whoever makes a reader closes it; threads and connections
 * of one that is not closed end by themselves after half a minute without work.
 */
public final class WebPageReader implements Reader, AutoCloseable {

    private final WebClient client;
    private final PageParser parser;

    private WebPageReader(WebClient client, ContentMode mode) {
        this.client = client;
        this.parser = new PageParser(mode);
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
        if (!sink.isCancelled()) {
            sink.document(parser.parse(source, client.get(WebRequest.of(source))));
        }
    }

    /** Closes connections and threads. */
    @Override
    public void close() {
        client.close();
    }

    /** Collects options; one thread at a time. */
    public static final class Builder {

        private ContentMode mode = ContentMode.MAIN;
        private final WebClientOptions.Builder http = WebClientOptions.builder();

        private Builder() {}

        /** Sets how much of the page is taken; {@link ContentMode#MAIN} unless set. */
        public Builder mode(ContentMode value) {
            mode = Objects.requireNonNull(value, "mode");
            return this;
        }

        /** Changes how pages are fetched, as in {@code http(http -> http.timeout(Duration.ofSeconds(5)))}. */
        public Builder http(Consumer<WebClientOptions.Builder> change) {
            change.accept(http);
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public WebPageReader build() {
            return new WebPageReader(WebClient.of(http.build()), mode);
        }
    }
}

package dev.lectern.readers.web;

import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import java.time.Duration;
import java.util.Objects;

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
 * <p>Only an answer of status 2xx with text becomes a document; everything else is a {@link ReadException} that says why. Addresses
 * that are not public are refused unless {@link Builder#allowPrivateAddresses} is set; redirects are checked too.
 *
 * <p>It runs no scripts, follows no links, and does not look at robots.txt. Name resolution has the time limit of the operating system
 * and comes on top of {@link Builder#timeout}.
 *
 * <p>Thread-safety: safe for concurrent use; connections are kept and shared.
 */
public final class WebPageReader implements Reader {

    private final PageFetcher fetcher;
    private final PageParser parser;

    private WebPageReader(FetchSettings settings, ContentMode mode) {
        this.fetcher = new PageFetcher(settings);
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
            sink.document(parser.parse(source, fetcher.fetch(source)));
        }
    }

    /** Collects options; one thread at a time. */
    public static final class Builder {

        private ContentMode mode = ContentMode.MAIN;
        private Duration connectTimeout = FetchSettings.CONNECT_TIMEOUT;
        private Duration timeout = FetchSettings.TIMEOUT;
        private int maxRedirects = FetchSettings.MAX_REDIRECTS;
        private int maxBytes = FetchSettings.MAX_BYTES;
        private String userAgent = FetchSettings.USER_AGENT;
        private boolean allowPrivateAddresses;

        private Builder() {}

        /** Sets how much of the page is taken; {@link ContentMode#MAIN} unless set. */
        public Builder mode(ContentMode value) {
            mode = Objects.requireNonNull(value, "mode");
            return this;
        }

        /** Sets how long a connection may take to open, positive; 10 seconds unless set. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** Sets how long the page may take from the first request to the last byte, redirects included, positive; 30 seconds unless set. */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /** Sets how many redirects are followed, 0 or more; 10 unless set. */
        public Builder maxRedirects(int value) {
            maxRedirects = value;
            return this;
        }

        /** Sets the largest body that is taken, as sent and after decompression, in bytes, 1 or more; 10 MiB unless set. */
        public Builder maxBytes(int value) {
            maxBytes = value;
            return this;
        }

        /** Sets how the reader names itself to servers, printable ASCII; "Lectern" unless set. */
        public Builder userAgent(String value) {
            userAgent = value;
            return this;
        }

        /**
         * Sets whether addresses may be read that are not public: of this machine, of its network, of cloud metadata services; false
         * unless set. Leave it so where others choose the sources.
         */
        public Builder allowPrivateAddresses(boolean value) {
            allowPrivateAddresses = value;
            return this;
        }

        /**
         * Makes the reader.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public WebPageReader build() {
            return new WebPageReader(
                    new FetchSettings(
                            connectTimeout, timeout, maxRedirects, maxBytes, userAgent, allowPrivateAddresses),
                    mode);
        }
    }
}

package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the builders of all readers of several pages take; one thread at a time.
 *
 * @param <B> the builder itself
 */
abstract sealed class ReaderBuilder<B extends ReaderBuilder<B>>
        permits WebPageReader.Builder, SitemapReader.Builder, FeedReader.Builder, SiteReader.Builder {

    /** A hundred times what the largest page takes. */
    static final Duration PARSE_TIMEOUT = Duration.ofMinutes(1);

    ContentMode mode = ContentMode.MAIN;
    PageOrder order = PageOrder.SOURCE;
    Consumer<WebProgress> listener = progress -> {};
    private Duration parseTimeout = PARSE_TIMEOUT;
    private Settings files = Settings.empty();
    final WebClientOptions.Builder http = WebClientOptions.builder();

    abstract B self();

    /** Sets what of a page is taken, and in which form; {@link ContentMode#MAIN} unless set. */
    public B mode(ContentMode value) {
        mode = Objects.requireNonNull(value, "mode");
        return self();
    }

    /** Sets in which order pages are given on; {@link PageOrder#SOURCE} unless set. */
    public B order(PageOrder value) {
        order = Objects.requireNonNull(value, "order");
        return self();
    }

    /** Sets who is told after each page, on the thread that reads; nobody unless set. */
    public B listener(Consumer<WebProgress> value) {
        listener = Objects.requireNonNull(value, "listener");
        return self();
    }

    /** Sets how long it may take to find the text of a page that was fetched, positive; one that takes longer is a failure; a minute unless set. */
    public B parseTimeout(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("parseTimeout must be positive, got: " + value);
        }
        parseTimeout = value;
        return self();
    }

    /** Sets the options of the reader {@code file}, which reads what is no page; none unless set. */
    public B files(Settings value) {
        files = Objects.requireNonNull(value, "files");
        return self();
    }

    /** Changes how pages are fetched, as in {@code http(http -> http.delay(Duration.ofSeconds(1)))}. */
    public B http(Consumer<WebClientOptions.Builder> change) {
        change.accept(http);
        return self();
    }

    Pages pages(PageParser.Links links) {
        WebClientOptions options = http.build();
        FileParts parts = FileParts.of(Providers.discovered(), files);
        return new Pages(WebClient.of(options), mode, parts, links, new TimeLimit(parseTimeout));
    }
}

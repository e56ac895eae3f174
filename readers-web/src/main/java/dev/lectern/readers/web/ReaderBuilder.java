package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebClient;
import dev.lectern.readers.web.http.WebClientOptions;
import dev.lectern.spi.Providers;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the builders of all readers of several pages take; one thread at a time.
 *
 * @param <B> the builder itself
 */
abstract sealed class ReaderBuilder<B extends ReaderBuilder<B>>
        permits SitemapReader.Builder, FeedReader.Builder, SiteReader.Builder {

    ContentMode mode = ContentMode.MAIN;
    PageOrder order = PageOrder.SOURCE;
    Consumer<WebProgress> listener = progress -> {};
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

    /** Changes how pages are fetched, as in {@code http(http -> http.delay(Duration.ofSeconds(1)))}. */
    public B http(Consumer<WebClientOptions.Builder> change) {
        change.accept(http);
        return self();
    }

    Pages pages(PageParser.Links links) {
        return new Pages(WebClient.of(http.build()), mode, FileParts.of(Providers.discovered()), links);
    }
}

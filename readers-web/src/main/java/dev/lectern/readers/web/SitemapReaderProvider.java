package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes {@link SitemapReader}s under the name {@code sitemap}; they are used by name, as in {@code sitemap:https://example.org/}. */
public final class SitemapReaderProvider implements ReaderProvider {

    private static final Option<ContentMode> MODE =
            Option.choice("mode", ContentMode.MAIN, "what of a page is taken, and in which form");
    private static final Option<PageOrder> ORDER =
            Option.choice("order", PageOrder.SOURCE, "whether pages come in the order of the source or of arrival");
    private static final Option<String> INCLUDES = Option.text(
            "includes", "", "addresses to read, as /path* or whole with *, divided by commas; all unless given");
    private static final Option<String> EXCLUDES = Option.text("excludes", "", "addresses not to read, as includes");
    private static final Option<Boolean> ROBOTS = Option.bool("robots", true, "whether robots.txt is obeyed");
    private static final Option<String> SINCE =
            Option.text("since", "", "leaves out pages that last changed before this date, such as 2026-01-31");
    private static final Option<Integer> MAX_PAGES =
            Option.number("max-pages", SitemapReader.MAX_PAGES, "how many pages are read at most");

    /** Makes a provider; called by {@link java.util.ServiceLoader}. */
    public SitemapReaderProvider() {}

    @Override
    public String name() {
        return "sitemap";
    }

    @Override
    public String description() {
        return "Reads the pages that the sitemap of a site lists.";
    }

    /** Tells by what a document was found by whether it is of a source. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        return document.metadata().text(SitemapReader.KEY).equals(Optional.of(source.strip()));
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(
                        Stream.of(MODE, ORDER, INCLUDES, EXCLUDES, ROBOTS, SINCE, MAX_PAGES), FetchOptions.ALL.stream())
                .toList();
    }

    @Override
    public Reader create(Settings settings) {
        SitemapReader.Builder builder = SitemapReader.builder()
                .mode(settings.get(MODE))
                .order(settings.get(ORDER))
                .includes(FetchOptions.list(settings.get(INCLUDES), ","))
                .excludes(FetchOptions.list(settings.get(EXCLUDES), ","))
                .robots(settings.get(ROBOTS))
                .maxPages(settings.get(MAX_PAGES))
                .parseTimeout(settings.get(FetchOptions.PARSE_TIMEOUT))
                .files(settings.forProvider("file"))
                .http(http -> FetchOptions.apply(settings, http));
        if (!settings.get(SINCE).isBlank()) {
            builder.since(PageDates.parse(settings.get(SINCE))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "since must be a date such as 2026-01-31, got: \"" + settings.get(SINCE) + "\"")));
        }
        return builder.build();
    }
}

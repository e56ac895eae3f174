package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes {@link SiteReader}s under the name {@code site}; they are used by name, as in {@code site:https://example.org/}. */
public final class SiteReaderProvider implements ReaderProvider {

    private static final Option<ContentMode> MODE =
            Option.choice("mode", ContentMode.MAIN, "what of a page is taken, and in which form");
    private static final Option<PageOrder> ORDER =
            Option.choice("order", PageOrder.SOURCE, "whether pages come in the order of the source or of arrival");
    private static final Option<SiteScope> SCOPE =
            Option.choice("scope", SiteScope.HOST, "whether all of the host is read or what lies below the start");
    private static final Option<Integer> MAX_DEPTH =
            Option.number("max-depth", SiteReader.MAX_DEPTH, "how many links a page may be away from the start");
    private static final Option<Integer> MAX_PAGES =
            Option.number("max-pages", SiteReader.MAX_PAGES, "how many pages are fetched at most");
    private static final Option<String> INCLUDES = Option.text(
            "includes", "", "addresses to read, as /path* or whole with *, divided by commas; all unless given");
    private static final Option<String> EXCLUDES = Option.text("excludes", "", "addresses not to read, as includes");
    private static final Option<Integer> MAX_WAITING = Option.number(
            "max-waiting", SiteReader.MAX_WAITING, "how many addresses may wait, and be remembered as left out");
    private static final Option<Boolean> ROBOTS = Option.bool("robots", true, "whether robots.txt is obeyed");
    private static final Option<Boolean> NOFOLLOW =
            Option.bool("nofollow", true, "whether links are left alone that ask for it");
    private static final Option<Boolean> NOINDEX =
            Option.bool("noindex", true, "whether pages are left out that ask for it");
    private static final Option<Boolean> SITEMAPS =
            Option.bool("sitemaps", true, "whether the sitemaps that robots.txt names are looked at");
    private static final Option<String> STATE =
            Option.text("state", "", "a folder in which a crawl keeps how far it has come, to be resumed");

    /** Makes a provider; called by {@link java.util.ServiceLoader}. */
    public SiteReaderProvider() {}

    @Override
    public String name() {
        return "site";
    }

    @Override
    public String description() {
        return "Reads a site, from page to page, as robots.txt allows.";
    }

    /** Tells by what a document was found by whether it is of a source. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        return document.metadata().text(SiteReader.KEY).equals(Optional.of(source.strip()));
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(
                        Stream.of(
                                MODE,
                                ORDER,
                                SCOPE,
                                MAX_DEPTH,
                                MAX_PAGES,
                                MAX_WAITING,
                                INCLUDES,
                                EXCLUDES,
                                ROBOTS,
                                NOFOLLOW,
                                NOINDEX,
                                SITEMAPS,
                                STATE),
                        FetchOptions.ALL.stream())
                .toList();
    }

    @Override
    public Reader create(Settings settings) {
        SiteReader.Builder builder = SiteReader.builder()
                .mode(settings.get(MODE))
                .order(settings.get(ORDER))
                .scope(settings.get(SCOPE))
                .maxDepth(settings.get(MAX_DEPTH))
                .maxPages(settings.get(MAX_PAGES))
                .maxWaiting(settings.get(MAX_WAITING))
                .includes(FetchOptions.list(settings.get(INCLUDES), ","))
                .excludes(FetchOptions.list(settings.get(EXCLUDES), ","))
                .robots(settings.get(ROBOTS))
                .nofollow(settings.get(NOFOLLOW))
                .noindex(settings.get(NOINDEX))
                .sitemaps(settings.get(SITEMAPS))
                .parseTimeout(settings.get(FetchOptions.PARSE_TIMEOUT))
                .files(settings.forProvider("file"))
                .http(http -> FetchOptions.apply(settings, http));
        if (!settings.get(STATE).isBlank()) {
            builder.state(Path.of(settings.get(STATE)));
        }
        return builder.build();
    }
}

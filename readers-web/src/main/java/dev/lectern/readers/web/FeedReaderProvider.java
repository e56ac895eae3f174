package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes {@link FeedReader}s under the name {@code feed}; they are used by name, as in {@code feed:https://example.org/}. */
public final class FeedReaderProvider implements ReaderProvider {

    private static final Option<ContentMode> MODE =
            Option.choice("mode", ContentMode.MAIN, "what of a page is taken, and in which form");
    private static final Option<PageOrder> ORDER =
            Option.choice("order", PageOrder.SOURCE, "whether pages come in the order of the source or of arrival");
    private static final Option<FeedContent> CONTENT = Option.choice(
            "content", FeedContent.ENTRY, "whether the text of the entry is read or the article it leads to");

    /** Makes a provider; called by {@link java.util.ServiceLoader}. */
    public FeedReaderProvider() {}

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public String description() {
        return "Reads the entries of an RSS, Atom or JSON feed, or the articles they lead to.";
    }

    /** Tells by what a document was found by whether it is of a source. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        return document.metadata().text(FeedReader.KEY).equals(Optional.of(source.strip()));
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(Stream.of(MODE, ORDER, CONTENT), FetchOptions.ALL.stream())
                .toList();
    }

    @Override
    public Reader create(Settings settings) {
        FeedReader.Builder builder = FeedReader.builder()
                .mode(settings.get(MODE))
                .order(settings.get(ORDER))
                .content(settings.get(CONTENT))
                .parseTimeout(settings.get(FetchOptions.PARSE_TIMEOUT))
                .files(settings.forProvider("file"))
                .http(http -> FetchOptions.apply(settings, http));
        return builder.build();
    }
}

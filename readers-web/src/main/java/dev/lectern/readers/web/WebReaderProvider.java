package dev.lectern.readers.web;

import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAddress;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.util.List;
import java.util.stream.Stream;

/** Makes {@link WebPageReader}s under the name {@code web}; it claims sources that begin with http:// or https://. */
public final class WebReaderProvider implements ReaderProvider {

    private static final Option<ContentMode> MODE =
            Option.choice("mode", ContentMode.MAIN, "what of a page is taken, and in which form");
    private static final Option<PageOrder> ORDER = Option.choice(
            "order", PageOrder.SOURCE, "whether several pages come in the order of the source or of arrival");
    /** Makes a provider; called by {@link java.util.ServiceLoader}. */
    public WebReaderProvider() {}

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String description() {
        return "Reads web pages: main content, structure, and what a page says of itself.";
    }

    @Override
    public boolean accepts(String source) {
        return WebAddress.accepts(source);
    }

    /** Tells by its address whether a document is a page of a source. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        return document.metadata()
                .text(MetadataKeys.URL)
                .filter(WebPageReader.addresses(source)::contains)
                .isPresent();
    }

    @Override
    public List<Option<?>> options() {
        return Stream.concat(Stream.of(MODE, ORDER), FetchOptions.ALL.stream()).toList();
    }

    @Override
    public Reader create(Settings settings) {
        return WebPageReader.builder()
                .mode(settings.get(MODE))
                .order(settings.get(ORDER))
                .parseTimeout(settings.get(FetchOptions.PARSE_TIMEOUT))
                .files(settings.forProvider("file"))
                .http(http -> FetchOptions.apply(settings, http))
                .build();
    }
}

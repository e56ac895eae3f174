package dev.lectern.readers.web;

import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import dev.lectern.store.StoredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes {@link WebPageReader}s under the name {@code web}; it claims sources that begin with http:// or https://. */
public final class WebReaderProvider implements ReaderProvider {

    private static final Option<ContentMode> MODE =
            Option.choice("mode", ContentMode.MAIN, "whether to take the main content or the whole text of a page");
    private static final Option<Duration> CONNECT_TIMEOUT =
            Option.duration("connect-timeout", FetchSettings.CONNECT_TIMEOUT, "how long a connection may take to open");
    private static final Option<Duration> TIMEOUT =
            Option.duration("timeout", FetchSettings.TIMEOUT, "how long a page may take, redirects included");
    private static final Option<Integer> MAX_REDIRECTS =
            Option.number("max-redirects", FetchSettings.MAX_REDIRECTS, "how many redirects are followed");
    private static final Option<Integer> MAX_BYTES = Option.number(
            "max-bytes", FetchSettings.MAX_BYTES, "the largest body taken, as sent and after decompression");
    private static final Option<String> USER_AGENT =
            Option.text("user-agent", FetchSettings.USER_AGENT, "how the reader names itself to servers");
    private static final Option<Boolean> ALLOW_PRIVATE_ADDRESSES = Option.bool(
            "allow-private-addresses", false, "whether addresses of this machine and its network may be read");

    /** Makes a provider; called by {@link java.util.ServiceLoader}. */
    public WebReaderProvider() {}

    @Override
    public String name() {
        return "web";
    }

    @Override
    public String description() {
        return "Reads a web page: its main content, its structure and what it says of itself.";
    }

    @Override
    public boolean accepts(String source) {
        return WebAddress.accepts(source);
    }

    /** Tells by its address whether a document is the page of a source. */
    @Override
    public boolean isOfSource(String source, StoredDocument document) {
        return document.metadata().text(MetadataKeys.URL).equals(Optional.of(source.strip()));
    }

    @Override
    public List<Option<?>> options() {
        return List.of(MODE, CONNECT_TIMEOUT, TIMEOUT, MAX_REDIRECTS, MAX_BYTES, USER_AGENT, ALLOW_PRIVATE_ADDRESSES);
    }

    @Override
    public Reader create(Settings settings) {
        return WebPageReader.builder()
                .mode(settings.get(MODE))
                .connectTimeout(settings.get(CONNECT_TIMEOUT))
                .timeout(settings.get(TIMEOUT))
                .maxRedirects(settings.get(MAX_REDIRECTS))
                .maxBytes(settings.get(MAX_BYTES))
                .userAgent(settings.get(USER_AGENT))
                .allowPrivateAddresses(settings.get(ALLOW_PRIVATE_ADDRESSES))
                .build();
    }
}

import dev.lectern.readers.web.WebReaderProvider;
import dev.lectern.spi.ReaderProvider;

/** Turns web pages into documents. */
module dev.lectern.readers.web {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires org.jsoup;
    requires static org.jspecify;

    exports dev.lectern.readers.web;

    provides ReaderProvider with
            WebReaderProvider;
}

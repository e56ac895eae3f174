import dev.lectern.readers.web.FeedReaderProvider;
import dev.lectern.readers.web.SiteReaderProvider;
import dev.lectern.readers.web.SitemapReaderProvider;
import dev.lectern.readers.web.WebReaderProvider;
import dev.lectern.spi.ReaderProvider;

/** Turns web pages, sitemaps, feeds and sites into documents. */
module dev.lectern.readers.web {
    requires transitive dev.lectern.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.albfernandez.juniversalchardet;
    requires com.google.common;
    requires com.rometools.rome;
    requires java.xml;
    requires org.apache.commons.compress;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.jsoup;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.lectern.readers.web;
    exports dev.lectern.readers.web.http;

    provides ReaderProvider with
            FeedReaderProvider,
            SiteReaderProvider,
            SitemapReaderProvider,
            WebReaderProvider;
}

package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import org.junit.jupiter.api.AfterEach;

/** The reader of sitemaps keeps the contract of readers. */
class SitemapReaderContractTest extends ReaderContract {

    private final Shore shore = new Shore();
    private final SitemapReader reader =
            SitemapReader.builder().http(Shore::local).build();

    @AfterEach
    void close() {
        reader.close();
        shore.close();
    }

    @Override
    protected Reader open() {
        return reader;
    }

    @Override
    protected String source() {
        return shore.address("/sitemap.xml");
    }

    @Override
    protected int documents() {
        return 3;
    }

    @Override
    protected int failures() {
        return 1;
    }

    @Override
    protected String missingSource() {
        return shore.address("/no-sitemap.xml");
    }
}

package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The reader of web pages keeps the contract of readers; a source of it is one document. */
class WebPageReaderContractTest extends ReaderContract {

    private final PageServer server = new PageServer();

    @BeforeEach
    void layOut() {
        server.serve("/tides", "text/html", "<title>Tides</title><p>The tide turns twice a day.</p>");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Override
    protected Reader open() {
        return WebPageReader.builder()
                .http(http -> http.allowPrivateAddresses(true))
                .build();
    }

    @Override
    protected String source() {
        return server.address("/tides");
    }

    @Override
    protected int documents() {
        return 1;
    }

    @Override
    protected int failures() {
        return 0;
    }

    @Override
    protected String missingSource() {
        return server.address("/missing");
    }
}

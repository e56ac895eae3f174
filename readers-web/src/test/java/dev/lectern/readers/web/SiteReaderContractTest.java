package dev.lectern.readers.web;

import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import org.junit.jupiter.api.AfterEach;

/** The reader of sites keeps the contract of readers. */
class SiteReaderContractTest extends ReaderContract {

    private final Shore shore = new Shore();
    private final SiteReader reader = SiteReader.builder().http(Shore::local).build();

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
        return shore.address("/");
    }

    @Override
    protected int documents() {
        return 6;
    }

    @Override
    protected int failures() {
        return 1;
    }

    @Override
    protected String missingSource() {
        return shore.address("/no-site");
    }
}

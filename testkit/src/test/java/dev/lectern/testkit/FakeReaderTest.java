package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.Reader;
import org.junit.jupiter.api.Test;

class FakeReaderTest extends ReaderContract {

    @Override
    protected Reader open() {
        return FakeReader.builder("shelf")
                .document(Document.of("tides", "The tide turns twice a day."))
                .failure("torn.txt", "half of it is missing")
                .document(Document.of("walls", "Walls are of stone."))
                .document(Document.of("unicode", Samples.UNICODE))
                .build();
    }

    @Override
    protected String source() {
        return "shelf";
    }

    @Override
    protected int failures() {
        return 1;
    }

    @Override
    protected String missingSource() {
        return "cellar";
    }

    @Test
    void read_otherSource_saysWhichOneThereIs() {
        assertThatThrownBy(() -> open().load("cellar"))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read cellar: there is only the source shelf. Ask for that one.");
    }
}

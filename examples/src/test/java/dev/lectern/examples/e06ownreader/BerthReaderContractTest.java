package dev.lectern.examples.e06ownreader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.Reader;
import dev.lectern.testkit.ReaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of one's own is held to what all readers promise by a class like this. */
class BerthReaderContractTest extends ReaderContract {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeList() throws IOException {
        Files.writeString(
                folder.resolve("berths.csv"),
                "berth;boat;length;depth\n1;ferry;38;6.5\n2;lifeboat;16;4.0\n3;lobster boat\n4;yacht;12.4;2.8\n");
    }

    @Override
    protected Reader open() {
        return new BerthReader();
    }

    @Override
    protected String source() {
        return folder.resolve("berths.csv").toString();
    }

    @Override
    protected int failures() {
        return 1;
    }

    @Override
    protected String missingSource() {
        return folder.resolve("missing.csv").toString();
    }

    @Test
    void failure_lineWithTwoFields_namesLineAndRule() {
        var failures = open().load(source(), FailurePolicy.COLLECT).failures();

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.source()).endsWith("berths.csv:4");
            assertThat(failure.reason()).isEqualTo("a line must have 4 fields, got: 2. Separate them by ;");
        });
    }
}

package dev.lectern.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final Path STORE = Path.of("store");

    @Test
    void of_messageQuotesBytesOfADamagedFile_isOneLineThatNamesTheFile() {
        var cause = new CorruptIndexException("actual codec=Points\n\u0001\uFFFD\u0085x", "index/_2.kdd");

        String message = Failures.of("open store " + STORE, STORE, cause).getMessage();

        assertThat(message)
                .startsWith(
                        "Could not open store store: actual codec=Points?x (resource=index/_2.kdd). The store store is damaged:");
    }

    @Test
    void of_longMessage_keepsItsStartAndItsEnd() {
        var cause = new CorruptIndexException("actual codec=" + "x".repeat(5_000), "index/_2.kdd");

        String message = Failures.of("open store " + STORE, STORE, cause).getMessage();

        assertThat(message).contains("actual codec=x", "x ... x", "(resource=index/_2.kdd)");
        assertThat(message).hasSizeLessThan(1_000);
    }
}

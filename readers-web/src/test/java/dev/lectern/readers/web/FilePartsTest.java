package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.Reader;
import dev.lectern.readers.web.http.WebAnswer;
import dev.lectern.readers.web.http.WebException;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePartsTest {

    /** Reads a file line by line: a line is a document, "broken" is none. */
    private static final class LineProvider implements ReaderProvider {

        private Path last = Path.of("");
        private boolean closed;

        @Override
        public String name() {
            return "file";
        }

        @Override
        public String description() {
            return "Reads lines.";
        }

        @Override
        public Reader create(Settings settings) {
            return new Reader() {
                @Override
                public void read(String source, DocumentSink sink) {
                    lines(source, sink);
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        private void lines(String source, DocumentSink sink) {
            last = Path.of(source);
            try {
                for (String line : Files.readAllLines(last)) {
                    if (line.equals("broken")) {
                        sink.failure(
                                new ReadFailure(source + "/broken", "the part of " + source + " is damaged.", null));
                        continue;
                    }
                    Metadata metadata = Metadata.builder()
                            .set(MetadataKeys.SOURCE, "file")
                            .set(MetadataKeys.FILE_PATH, source)
                            .set(MetadataKeys.FILE_NAME, last.getFileName().toString())
                            .build();
                    sink.document(Document.of(source + "/" + line, line, metadata));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final LineProvider lines = new LineProvider();
    private final FileParts parts = FileParts.of(Providers.of(lines), Settings.empty());

    private List<Document> read(String address, String mediaType, String body) {
        WebAnswer answer = WebAnswer.of(URI.create(address), mediaType, body.getBytes(StandardCharsets.UTF_8));
        return parts.read(address, answer, mediaType).documents();
    }

    @Test
    void file_ofOneDocument_isKnownByItsAddress() {
        String address = "https://shore.example/tides.pdf?v=1";

        Document document = read(address, "application/pdf", "high").get(0);

        assertThat(document)
                .isEqualTo(Document.of(
                        address,
                        "high",
                        Metadata.builder()
                                .set(MetadataKeys.SOURCE, "web")
                                .set(MetadataKeys.FILE_NAME, "tides.pdf")
                                .set(MetadataKeys.SOURCE_ID, address)
                                .set(MetadataKeys.URL, address)
                                .build()));
        assertThat(lines.last).doesNotExist();
        assertThat(lines.last.getParent()).doesNotExist();
    }

    @Test
    void file_ofSeveralDocuments_keepsThemApart() {
        assertThat(read("https://shore.example/a.zip", "application/zip", "high\nlow"))
                .extracting(Document::id)
                .containsExactly("https://shore.example/a.zip#/high", "https://shore.example/a.zip#/low");
    }

    @ParameterizedTest
    @CsvSource({
        "https://shore.example/, application/pdf, page.pdf",
        "https://shore.example/get?id=7, application/pdf, get.pdf",
        "https://shore.example/%2e%2e/%2e%2e%2fa b.PDF, application/pdf, a_b.PDF",
        "https://shore.example/a.md, text/markdown, a.md",
        "https://shore.example/x, application/x-unheard-of, x"
    })
    void file_hasTheNameOfItsAddressAndAnEnding(String address, String mediaType, String name) {
        Document document = read(address.replace(" ", "%20"), mediaType, "high").get(0);

        assertThat(document.metadata().text(MetadataKeys.FILE_NAME)).contains(name);
    }

    @Test
    void file_ofWhichPartsCannotBeRead_keepsTheOthers() {
        String address = "https://shore.example/a.zip";
        byte[] body = "high\nbroken\n \nlow".getBytes(StandardCharsets.UTF_8);

        FileParts.Parts read =
                parts.read(address, WebAnswer.of(URI.create(address), "application/zip", body), "application/zip");

        assertThat(read.documents()).extracting(Document::id).containsExactly(address + "#/high", address + "#/low");
        assertThat(read.failures())
                .containsExactly(
                        new ReadFailure(address + "#/broken", "the part of " + address + " is damaged.", null),
                        new ReadFailure(address + "#/ ", "it has no text (application/zip).", null));
    }

    @Test
    void file_thatItsReaderPassesOver_isAFailure() {
        assertThatThrownBy(() -> read("https://shore.example/a.pdf", "application/pdf", ""))
                .hasMessage(
                        "Could not read https://shore.example/a.pdf: the reader of files takes nothing from it; see its"
                                + " options.");
    }

    @Test
    void close_closesTheReaderOfFiles() {
        parts.close();

        assertThat(lines.closed).isTrue();
    }

    @Test
    void file_thatCannotBeRead_isAFailureOfTheAddress() {
        assertThatThrownBy(() -> read("https://shore.example/a.pdf", "application/pdf", "broken"))
                .isInstanceOf(WebException.class)
                .hasMessage(
                        "Could not read https://shore.example/a.pdf: the part of https://shore.example/a.pdf is damaged.");
        assertThat(lines.last).doesNotExist();
    }
}

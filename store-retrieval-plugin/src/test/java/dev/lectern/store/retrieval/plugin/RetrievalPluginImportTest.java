package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.reader.DocumentSink;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetrievalPluginImportTest {

    private final CollectingSink sink = new CollectingSink();

    @Test
    void record_numbersNullsAndUnknownMembers_areTakenAsThePluginTakesThem() {
        ImportReport report = read(
                UpsertFormat.REQUEST_BODY,
                "{\"v\":[1],\"documents\":[{\"id\":7,\"text\":12.50,\"lang\":\"en\","
                        + "\"metadata\":{\"source\":null,\"author\":3,\"title\":{\"a\":1}}}]}");

        assertThat(sink.documents).containsExactly(Document.of("7", "12.50", Metadata.of(MetadataKeys.AUTHOR, "3")));
        assertThat(report).isEqualTo(new ImportReport(1, 0, Map.of("v", 1L, "lang", 1L, "metadata.title", 1L)));
    }

    @Test
    void record_withoutId_getsTheSameIdAtEveryReading() {
        read(UpsertFormat.JSON, "[{\"text\":\"a\"},{\"id\":\"\",\"text\":\"b\",\"metadata\":null}]");

        assertThat(sink.documents).containsExactly(Document.of("docs#1", "a"), Document.of("docs#2", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-03-05T10:00:00Z, 2023-03-05T10:00:00Z",
        "2023-03-05T10:00:00.123456789+02:00, 2023-03-05T08:00:00.123456789Z",
        "2023-03-05T10:00, 2023-03-05T10:00:00Z",
        "2023-03-05, 2023-03-05T00:00:00Z"
    })
    void createdAt_iso8601_becomesAnInstant(String written, Instant expected) {
        read(UpsertFormat.JSON, "[{\"text\":\"a\",\"created_at\":\"" + written + "\"}]");

        assertThat(sink.documents.get(0).metadata().instant(MetadataKeys.CREATED_AT))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"last week", "1672531200.0", "2023-13-01", "+10000-01-01T00:00:00Z"})
    void createdAt_anythingElse_staysText(String written) {
        read(UpsertFormat.JSON, "[{\"text\":\"a\",\"created_at\":\"" + written + "\"}]");

        assertThat(sink.documents)
                .containsExactly(Document.of("docs#1", "a", Metadata.of(MetadataKeys.CREATED_AT, written)));
    }

    @Test
    void escapedUnpairedSurrogate_isKept() {
        read(UpsertFormat.JSON_LINES, "{\"id\":\"a\",\"text\":\"x\\ud83dy\"}");

        assertThat(sink.documents).containsExactly(Document.of("a", "x\ud83dy"));
    }

    @Test
    void record_ofTheWrongKind_isAFailureAndReadingGoesOn() {
        ImportReport report = read(UpsertFormat.JSON, """
                [{"id":"a","text":"1"},
                 {"id":"b"},
                 {"id":"c","text":["x",{"y":1}],"url":true},
                 5,
                 {"id":"d","text":"1","metadata":"x"},
                 {"id":"e","text":"2"}]""");

        assertThat(sink.documents).extracting(Document::id).containsExactly("a", "e");
        assertThat(sink.failures)
                .extracting(ReadFailure::toString)
                .containsExactly(
                        "docs (line 2, column 2, document 2): text must be given, got: nothing. Repair or remove this record.",
                        "docs (line 3, column 2, document 3): text must be text, got: an array. Repair or remove this record.",
                        "docs (line 4, column 2, document 4): document must be an object, got: a number."
                                + " Repair or remove this record.",
                        "docs (line 5, column 2, document 5): metadata must be an object, got: text."
                                + " Repair or remove this record.");
        assertThat(report.failures()).isEqualTo(4);
    }

    @Test
    void jsonLines_brokenLine_costsOnlyItsLine() {
        read(UpsertFormat.JSON_LINES, "\ufeff{\"text\":\"a\"}\r\n\n{\"text\":\n{\"text\":\"c\"} {}\n{\"text\":\"d\"}");

        assertThat(sink.documents).containsExactly(Document.of("docs#1", "a"), Document.of("docs#4", "d"));
        assertThat(sink.failures)
                .extracting(ReadFailure::source)
                .containsExactly("docs (line 3, column 9, document 2)", "docs (line 4, column 14, document 3)");
        assertThat(sink.failures.get(1).reason())
                .isEqualTo("a line must hold one document, got: an object. Repair the JSON there.");
    }

    @Test
    void jsonLines_lineThatIsNotUtf8_isNamed() {
        byte[] bytes = "{\"text\":\"a\"}\n{\"text\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        RetrievalPluginImport.of(UpsertFormat.JSON_LINES).read(new ByteArrayInputStream(bytes), "docs", sink);

        assertThat(sink.documents).hasSize(1);
        assertThat(sink.failures).singleElement().satisfies(failure -> {
            assertThat(failure.source()).startsWith("docs (line 2, column ");
            assertThat(failure.reason()).contains("UTF-8");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "JSON | [{\"text\":\"a\"},{\"text\" \"b\"}] | docs (line 1, column 23, document 2): Unexpected character",
                "JSON | [{\"text\":\"a\"} | docs (line 1, column 14, document 1): Unexpected end-of-input",
                "JSON | [{\"text\":\"a\",\"text\":\"b\"}] | docs (line 1, column 20, document 1): Duplicate field 'text'",
                "JSON | {\"text\":\"a\"} | docs (line 1, column 1, document 0): the file must be an array of documents, got: an object",
                "JSON | [] [] | docs (line 1, column 4, document 0): nothing must follow the documents, got: an array",
                "JSON | `` | docs (line 1, column 1, document 0): the file must be an array of documents, got: nothing",
                "REQUEST_BODY | [] | docs (line 1, column 1, document 0): the file must be an object with documents, got: an array",
                "REQUEST_BODY | {\"documents\":{}} | docs (line 1, column 14, document 0): documents must be an array, got: an object",
                "REQUEST_BODY | {} | docs (line 1, column 2, document 0): documents must be given, got: nothing"
            })
    void malformedInput_isRefusedWithItsPlace(UpsertFormat format, String json, String message) {
        assertThatThrownBy(() -> read(format, json))
                .isInstanceOf(ReadException.class)
                .hasMessageStartingWith("Could not read " + message)
                .hasMessageEndingWith(". Repair the JSON there.");
    }

    @Test
    void file_missing_isNamed() {
        assertThatThrownBy(() -> RetrievalPluginImport.of(UpsertFormat.JSON).read(Path.of("none.json"), sink))
                .isInstanceOf(ReadException.class)
                .hasMessage("Could not read none.json: java.nio.file.NoSuchFileException: none.json."
                        + " Check that it exists and can be read.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON | [{\"text\":\"a\"},{\"text\":\"b\"},{\"te",
                "REQUEST_BODY | {\"documents\":[{\"text\":\"a\"},{\"text\":\"b\"},{\"te",
            })
    void sink_thatWantsNoMore_endsTheReading(UpsertFormat format, String json) {
        List<Document> taken = new ArrayList<>();
        DocumentSink one = new DocumentSink() {
            @Override
            public void document(Document document) {
                taken.add(document);
            }

            @Override
            public void failure(ReadFailure failure) {
                throw failure.toException();
            }

            @Override
            public boolean isCancelled() {
                return !taken.isEmpty();
            }
        };

        RetrievalPluginImport.of(format)
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "docs", one);

        assertThat(taken).hasSize(1);
    }

    private ImportReport read(UpsertFormat format, String json) {
        return RetrievalPluginImport.of(format)
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "docs", sink);
    }
}

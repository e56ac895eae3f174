package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.reader.ReadException;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.Reader;
import dev.lectern.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalPluginExportTest {

    private static final Document TIDES = Document.of(
            "notes/tides.txt",
            "The tide turns\ntwice a day.",
            Metadata.builder()
                    .set(MetadataKeys.AUTHOR, "Ann Ware")
                    .set(MetadataKeys.CREATED_AT, Instant.parse("2023-03-05T10:00:00.25Z"))
                    .set(MetadataKeys.URL, "https://example.org/tides")
                    .set(MetadataKeys.SOURCE_ID, "tides.txt")
                    .set(MetadataKeys.SOURCE, "file")
                    .build());
    private static final ExportOptions COLLECT = new ExportOptions(FailurePolicy.COLLECT, UnknownSource.LEAVE_OUT);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void requestBody_twoDocuments_isThePluginsUpsertRequest() {
        export(UpsertFormat.REQUEST_BODY, ExportOptions.defaults(), TIDES, Document.of("b", ""));

        assertThat(written())
                .isEqualTo("{\"documents\":[{\"id\":\"notes/tides.txt\",\"text\":\"The tide turns\\ntwice a day.\","
                        + "\"metadata\":{\"source\":\"file\",\"source_id\":\"tides.txt\",\"url\":\"https://example.org/tides\","
                        + "\"created_at\":\"2023-03-05T10:00:00.250Z\",\"author\":\"Ann Ware\"}},"
                        + "{\"id\":\"b\",\"text\":\"\",\"metadata\":{}}]}\n");
    }

    @Test
    void json_twoDocuments_isOneFlatArray() {
        export(UpsertFormat.JSON, ExportOptions.defaults(), TIDES, Document.of("b", "x"));

        assertThat(written())
                .isEqualTo(
                        "[{\"id\":\"notes/tides.txt\",\"text\":\"The tide turns\\ntwice a day.\",\"source\":\"file\","
                                + "\"source_id\":\"tides.txt\",\"url\":\"https://example.org/tides\","
                                + "\"created_at\":\"2023-03-05T10:00:00.250Z\",\"author\":\"Ann Ware\"},"
                                + "{\"id\":\"b\",\"text\":\"x\"}]\n");
    }

    @Test
    void jsonLines_twoDocuments_isOneFlatObjectALine() {
        export(
                UpsertFormat.JSON_LINES,
                ExportOptions.defaults(),
                Document.of("a", "x\u2028y"),
                Document.of("b", "é😀"));

        assertThat(written()).isEqualTo("{\"id\":\"a\",\"text\":\"x\u2028y\"}\n{\"id\":\"b\",\"text\":\"é😀\"}\n");
    }

    @Test
    void noDocuments_eachFormatOfJson_isWellFormed() {
        for (UpsertFormat format : List.of(UpsertFormat.REQUEST_BODY, UpsertFormat.JSON, UpsertFormat.JSON_LINES)) {
            export(format, ExportOptions.defaults());
        }

        assertThat(written()).isEqualTo("{\"documents\":[]}\n[]\n");
    }

    @Test
    void metadataThePluginDoesNotKnow_isCounted() {
        Document page = Document.of(
                "p",
                "Tides",
                Metadata.builder()
                        .set(MetadataKeys.SOURCE, "web")
                        .set(MetadataKeys.TITLE, "Tides")
                        .set(MetadataKeys.AUTHOR, List.of("Ann", "Bo"))
                        .set(MetadataKeys.CREATED_AT, "last week")
                        .build(),
                List.of(Section.page(1, new Span(0, 5))));

        ExportReport report = export(UpsertFormat.JSON_LINES, ExportOptions.defaults(), page, page);

        assertThat(report.leftOut())
                .isEqualTo(Map.of(MetadataKeys.SOURCE, 2L, MetadataKeys.TITLE, 2L, MetadataKeys.CREATED_AT, 2L));
        assertThat(report.rewritten()).isEqualTo(Map.of(MetadataKeys.AUTHOR, 2L));
        assertThat(report.sections()).isEqualTo(2);
        assertThat(report.isComplete()).isFalse();
        assertThat(report)
                .hasToString("2 documents written, 0 failed; left out: {created_at=2, source=2, title=2},"
                        + " rewritten: {author=2}, sections left out: 2");
        assertThat(written()).startsWith("{\"id\":\"p\",\"text\":\"Tides\",\"author\":\"Ann, Bo\"}\n");
    }

    @Test
    void report_ofOneDocument_countsOne() {
        ExportReport report = new ExportReport(1, List.of(), List.of(), Map.of(), Map.of(), 0);

        assertThat(report)
                .hasToString("1 document written, 0 failed; left out: {}, rewritten: {}, sections left out: 0");
    }

    @Test
    void unknownSource_asFile_isWrittenAsFileAndCounted() {
        Document page = Document.of("p", "x", Metadata.of(MetadataKeys.SOURCE, "web"));

        ExportReport report = export(
                UpsertFormat.JSON_LINES, new ExportOptions(FailurePolicy.FAIL_FAST, UnknownSource.AS_FILE), page);

        assertThat(written()).isEqualTo("{\"id\":\"p\",\"text\":\"x\",\"source\":\"file\"}\n");
        assertThat(report.rewritten()).isEqualTo(Map.of(MetadataKeys.SOURCE, 1L));
    }

    @Test
    void createdAt_yearThePluginCannotRead_isLeftOut() {
        Document future =
                Document.of("f", "x", Metadata.of(MetadataKeys.CREATED_AT, Instant.parse("+10000-01-01T00:00:00Z")));

        ExportReport report = export(UpsertFormat.JSON_LINES, ExportOptions.defaults(), future);

        assertThat(written()).isEqualTo("{\"id\":\"f\",\"text\":\"x\"}\n");
        assertThat(report.leftOut()).isEqualTo(Map.of(MetadataKeys.CREATED_AT, 1L));
    }

    @Test
    void createdAt_textDate_isWrittenAsInstantAndCounted() {
        Document dated = Document.of("d", "x", Metadata.of(MetadataKeys.CREATED_AT, "2023-03-05"));

        ExportReport report = export(UpsertFormat.JSON_LINES, ExportOptions.defaults(), dated);

        assertThat(written()).contains("\"created_at\":\"2023-03-05T00:00:00Z\"");
        assertThat(report.rewritten()).isEqualTo(Map.of(MetadataKeys.CREATED_AT, 1L));
    }

    @Test
    void unpairedSurrogate_failFast_isRefusedWithItsPlace() {
        Document broken = Document.of("b", "ab\ud83d!");

        assertThatThrownBy(() -> export(UpsertFormat.JSON, ExportOptions.defaults(), broken))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not export document b: text has an unpaired surrogate U+D83D at char 2."
                        + " Repair it before the export, for instance by putting U+FFFD in its place.");
    }

    @Test
    void unpairedSurrogate_collect_isAFailureAndTheRestIsWritten() {
        Document broken = Document.of("b", "x", Metadata.of(MetadataKeys.AUTHOR, "\udc00"));

        ExportReport report = export(UpsertFormat.JSON, COLLECT, Document.of("a", "1"), broken, Document.of("c", "2"));

        assertThat(written()).isEqualTo("[{\"id\":\"a\",\"text\":\"1\"},{\"id\":\"c\",\"text\":\"2\"}]\n");
        assertThat(report.documents()).isEqualTo(2);
        assertThat(report.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo("b");
            assertThat(failure.reason()).startsWith("author has an unpaired surrogate U+DC00 at char 0.");
        });
    }

    @Test
    void failureOfTheReader_failFastThrows_collectReports() {
        ReadFailure failure = new ReadFailure("x.pdf", "broken", null);
        Reader reader = (source, sink) -> sink.failure(failure);

        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, UpsertFormat.JSON)) {
            assertThatThrownBy(() -> reader.read("x", export))
                    .isInstanceOf(ReadException.class)
                    .hasMessage("Could not read x.pdf: broken");
        }
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, UpsertFormat.JSON, COLLECT)) {
            reader.read("x", export);
            assertThat(export.finish().failures()).containsExactly(failure);
        }
    }

    @Test
    void file_finished_isInPlace() throws IOException {
        Path file = folder.resolve("docs.json");

        try (RetrievalPluginExport export = RetrievalPluginExport.to(file, UpsertFormat.JSON)) {
            export.document(Document.of("a", "1"));
            export.finish();
        }

        assertThat(file).hasContent("[{\"id\":\"a\",\"text\":\"1\"}]");
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void file_notFinished_leavesTheOldFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("docs.json"), "old");

        RetrievalPluginExport export = RetrievalPluginExport.to(file, UpsertFormat.JSON);
        export.document(Document.of("a", "1"));
        export.close();
        export.close();

        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> export.document(TIDES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("export must be open, got: finished or closed (" + file + ")");
    }

    @Test
    void file_folderMissing_namesTheFile() {
        Path file = folder.resolve("none/docs.json");

        assertThatThrownBy(() -> RetrievalPluginExport.to(file, UpsertFormat.JSON))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Could not export to " + file + ": java.nio.file.NoSuchFileException");
    }

    @Test
    void stream_thatFails_isNamedAndEndsTheExport() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no room");
            }
        };

        RetrievalPluginExport export = RetrievalPluginExport.to(full, UpsertFormat.JSON);

        assertThatThrownBy(() -> export.document(Document.of("a", "x".repeat(100_000))))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not export to the stream: java.io.IOException: no room."
                        + " Check that it can be written and has room.");
        assertThatThrownBy(export::finish).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyDocuments_areWrittenWhileTheyCome() {
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, UpsertFormat.JSON_LINES)) {
            for (int i = 0; i < 1000; i++) {
                export.document(Document.of("d" + i, "x".repeat(100)));
            }

            assertThat(out.size()).isGreaterThan(1000 * 100 - 20_000);
        }
    }

    private ExportReport export(UpsertFormat format, ExportOptions options, Document... documents) {
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, format, options)) {
            for (Document document : documents) {
                export.document(document);
            }
            return export.finish();
        }
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}

package dev.lectern.store.retrieval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipExportTest {

    private static final Document TIDES = Document.of(
            "notes/tides.txt",
            "The tide turns — twice a day. 😀\n",
            Metadata.builder()
                    .set(MetadataKeys.SOURCE, "file")
                    .set(MetadataKeys.SOURCE_ID, "notes/tides.txt")
                    .set(MetadataKeys.TITLE, "Tides")
                    .build());

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void zip_documents_areTextFilesWithNamesOfTheirOwn() throws Exception {
        export(
                TIDES,
                Document.of("other/tides.txt", "again"),
                Document.of("README.md", "# Title"),
                Document.of("page", "# Page", Metadata.of(MetadataKeys.MEDIA_TYPE, "text/markdown")),
                Document.of("https://example.org/a?b=../../etc/passwd&c=" + "x".repeat(100), ""));

        assertThat(entries(out.toByteArray()))
                .containsExactly(
                        Map.entry("000001-tides.txt", TIDES.text()),
                        Map.entry("000002-tides.txt", "again"),
                        Map.entry("000003-README.md", "# Title"),
                        Map.entry("000004-page.md", "# Page"),
                        Map.entry("000005-passwd_c_" + "x".repeat(51) + ".txt", ""));
    }

    @Test
    void zip_whatTheScriptCannotRead_isCounted() {
        ExportReport report = export(TIDES);

        assertThat(report.documents()).isEqualTo(1);
        assertThat(report.leftOut()).isEqualTo(Map.of("id", 1L, "title", 1L));
        assertThat(report.rewritten()).isEqualTo(Map.of("source_id", 1L));
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void zip_twice_givesTheSameBytes() {
        export(TIDES);
        byte[] first = out.toByteArray();
        out.reset();

        export(TIDES);

        assertThat(out.toByteArray()).isEqualTo(first);
    }

    @Test
    void zip_file_canBeOpenedByAnyReaderOfArchives() throws Exception {
        Path file = folder.resolve("docs.zip");
        try (RetrievalPluginExport export = RetrievalPluginExport.to(file, UpsertFormat.ZIP)) {
            export.document(TIDES);
            export.finish();
        }

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.size()).isEqualTo(1);
        }
        assertThat(folder.toFile().list()).containsExactly("docs.zip");
    }

    @Test
    void zip_notFinished_leavesNoFileAndNoWholeArchive() throws Exception {
        Path file = folder.resolve("docs.zip");
        try (RetrievalPluginExport export = RetrievalPluginExport.to(file, UpsertFormat.ZIP)) {
            export.document(TIDES);
        }
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, UpsertFormat.ZIP)) {
            export.document(TIDES);
        }

        assertThat(folder.toFile().list()).isEmpty();
        assertThat(new String(out.toByteArray(), StandardCharsets.ISO_8859_1)).doesNotContain("PK\u0005\u0006");
    }

    @Test
    void zip_stream_isWrittenWhileDocumentsComeAndStaysOpen() {
        long[] written = new long[1];
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("the stream is the caller's");
            }
        };
        String text = new java.util.Random(7)
                .ints(200_000, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        try (RetrievalPluginExport export = RetrievalPluginExport.to(counting, UpsertFormat.ZIP)) {
            export.document(Document.of("a", text));

            assertThat(written[0]).isGreaterThan(50_000);
            export.finish();
        }
    }

    @Test
    void zip_import_isRefusedAndSaysWhatReadsIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalPluginImport.of(UpsertFormat.ZIP))
                .withMessage(
                        "format must be one of JSON, got: ZIP; unpack the archive and read its files with the reader file");
    }

    private ExportReport export(Document... documents) {
        try (RetrievalPluginExport export = RetrievalPluginExport.to(out, UpsertFormat.ZIP)) {
            for (Document document : documents) {
                export.document(document);
            }
            return export.finish();
        }
    }

    private static Map<String, String> entries(byte[] archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}

package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that unfold to far more than the memory of the process of {@code lectern serve} that is to read them. */
class UploadBombsTest {

    private static final String TOKEN = "only-for-this-test";
    private static final String TYPES = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
            + "officedocument.wordprocessingml.document.main+xml\"/></Types>";
    private static final String RELATIONS =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
                    + " Target=\"word/document.xml\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                    + "officeDocument\"/></Relationships>";
    private static final String DOCUMENT =
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>";

    @TempDir
    private Path folder;

    @Test
    void serve_withLittleMemory_keepsNothingOfBombsAndGoesOn() throws Exception {
        Map<String, String> environment = Map.of("BEARER_TOKEN", TOKEN, "JDK_JAVA_OPTIONS", "-Xmx96m");
        List<Path> bombs = List.of(docx(), zipOfOne(), zipOfMany(), gzipOfGzip());
        try (ServerProcess server = ServerProcess.start(folder, environment, "--port", "0")) {
            RetrievalPluginClient client = RetrievalPluginClient.builder(server.uri())
                    .token(() -> TOKEN)
                    .maxRetries(0)
                    .build();
            client.upsert(List.of(Document.of("tides", "The tide turns twice a day.")));

            List<CompletableFuture<Integer>> statuses = new ArrayList<>();
            for (Path bomb : bombs) {
                assertThat(Files.size(bomb)).isLessThan(8L << 20);
                statuses.add(
                        CompletableFuture.supplyAsync(() -> statusOf(client, bomb), task -> new Thread(task).start()));
            }

            List<Integer> answers = new ArrayList<>();
            for (CompletableFuture<Integer> status : statuses) {
                answers.add(status.get(120, TimeUnit.SECONDS));
            }
            assertThat(answers.get(1)).as("the list of the archive alone").isEqualTo(200);
            answers.remove(1);
            assertThat(answers).isSubsetOf(413, 422);
            assertThat(client.query(PluginQuery.of("tide").withTopK(10)).chunks())
                    .extracting(PluginChunk::text)
                    .as("nothing of a bomb but the name of a part")
                    .containsExactlyInAnyOrder("The tide turns twice a day.", "a.txt");
            assertThat(server.complaints()).doesNotContain("OutOfMemoryError");
        }
    }

    private static int statusOf(RetrievalPluginClient client, Path bomb) {
        try {
            client.upsertFile(bomb, "application/octet-stream", Metadata.empty());
            return 200;
        } catch (RetrievalPluginException e) {
            return e.status().orElse(0);
        }
    }

    /** A Word document with 400 MB of text. */
    private Path docx() throws IOException {
        Path file = folder.resolve("a.docx");
        try (ZipOutputStream zip = zip(file)) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write(utf8(TYPES));
            zip.putNextEntry(new ZipEntry("_rels/.rels"));
            zip.write(utf8(RELATIONS));
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(utf8(DOCUMENT));
            fill(zip, 400);
            zip.write(utf8("</w:t></w:r></w:p></w:body></w:document>"));
        }
        return file;
    }

    /** An archive with one text of 400 MB. */
    private Path zipOfOne() throws IOException {
        Path file = folder.resolve("one.zip");
        try (ZipOutputStream zip = zip(file)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            fill(zip, 400);
        }
        return file;
    }

    /** An archive with a hundred texts of 4 MB, each of which could be read. */
    private Path zipOfMany() throws IOException {
        Path file = folder.resolve("many.zip");
        try (ZipOutputStream zip = zip(file)) {
            for (int i = 0; i < 100; i++) {
                zip.putNextEntry(new ZipEntry(i + ".txt"));
                fill(zip, 4);
            }
        }
        return file;
    }

    private Path gzipOfGzip() throws IOException {
        Path file = folder.resolve("a.txt.gz.gz");
        try (OutputStream out = new GZIPOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            fill(out, 400);
        }
        return file;
    }

    private static ZipOutputStream zip(Path file) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        zip.setLevel(Deflater.BEST_SPEED);
        return zip;
    }

    private static void fill(OutputStream out, int megabytes) throws IOException {
        byte[] letters = new byte[1 << 20];
        Arrays.fill(letters, (byte) 'a');
        for (int i = 0; i < megabytes; i++) {
            out.write(letters);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

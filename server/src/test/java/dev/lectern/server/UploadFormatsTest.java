package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.server.FormatFiles.Sample;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of each format on the class path is uploaded and found by what it says, beside all others. */
class UploadFormatsTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(new BagOfWords());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** All that there are, so that a new format asks for a sample. */
    static List<String> formats() {
        return Providers.discovered().all(FileFormatProvider.class).stream()
                .map(Provider::name)
                .sorted()
                .toList();
    }

    private static Answer upload(Sample sample) {
        Form form = new Form().file(sample.name(), null, sample.bytes());
        return server.send(server.plain("/upsert-file")
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .header("Content-Type", form.contentType())
                .POST(form.publisher())
                .build());
    }

    private static List<JsonNode> find(String word) {
        List<JsonNode> chunks = new ArrayList<>();
        server.post("/query", "{\"queries\":[{\"query\":\"" + word + "\"}]}")
                .json()
                .at("/results/0/results")
                .forEach(chunks::add);
        return chunks;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void upload_ofAFormat_isFoundByItsText(String format) throws IOException {
        String bird = format.replace("-", "") + "bird";

        requireFound(FormatFiles.of(format, sentence(bird)), bird);
    }

    private static String sentence(String bird) {
        return "Here waits the " + bird + ".";
    }

    /** Uploads a file and asks for a word that no other file has. */
    private static void requireFound(Sample sample, String bird) {
        Answer uploaded = upload(sample);

        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(200);
        List<String> ids = new ArrayList<>();
        uploaded.json().path("ids").forEach(id -> ids.add(id.asText()));
        assertThat(find(bird)).anySatisfy(chunk -> {
            assertThat(chunk.path("text").asText()).contains(sentence(bird));
            assertThat(chunk.at("/metadata/document_id").asText()).isIn(ids);
            assertThat(chunk.at("/metadata/source").asText()).isEqualTo("file");
        });
    }

    @Test
    void upload_ofOlderPrograms_isFoundByItsText() throws IOException {
        List<Sample> samples = FormatFiles.older(sentence("olderbird"));

        requireFound(samples.get(0), "olderbird");
        server.delete("{\"delete_all\":true}");
        requireFound(samples.get(1), "olderbird");
    }

    @Test
    void upload_archiveWithNamesThatClimb_isReadAndNothingIsWrittenElsewhere() throws IOException {
        byte[] text = sentence("climbingbird").getBytes(StandardCharsets.UTF_8);
        Path above = Path.of(System.getProperty("java.io.tmpdir"), "lectern-climbed.txt")
                .toAbsolutePath();
        String climbing = "../".repeat(12) + above.toString().substring(1);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name :
                List.of(climbing, above.toString(), "..\\..\\lectern-climbed.txt", "a/../../lectern-climbed.txt")) {
            entries.put(name, text);
        }
        List<Sample> archives = List.of(
                new Sample("a.zip", FormatFiles.zip(entries)),
                new Sample("../../lectern-climbed.zip", FormatFiles.zip(entries)),
                new Sample("a.tar", FormatFiles.tar(climbing, text)),
                new Sample("a.tgz", FormatFiles.gzip(FormatFiles.tar(climbing, text))),
                new Sample("a.7z", FormatFiles.sevenZip(climbing, text)));

        for (Sample archive : archives) {
            server.delete("{\"delete_all\":true}");
            requireFound(archive, "climbingbird");
        }

        assertThat(above).doesNotExist();
        assertThat(climbed(above.getParent())).isEmpty();
        assertThat(climbed(Path.of("").toAbsolutePath())).isEmpty();
    }

    private static List<Path> climbed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("lectern-climbed"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void upload_emptyArchive_givesNoId() throws IOException {
        Answer answer = upload(new Sample("a.zip", FormatFiles.zip(Map.of())));

        assertThat(answer.status()).as(answer.text()).isIn(200, 422);
    }
}

package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.store.StoreException;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOnDiskTest {

    @TempDir
    Path folder;

    private RetrievalPluginServer server(int dimensions) {
        return RetrievalPluginServer.builder()
                .embeddingModel(FakeEmbeddingModel.create(dimensions))
                .option("store.path", folder.resolve("store").toString())
                .option("port", "0")
                .option("auth", "none")
                .build();
    }

    @Test
    void documents_afterARestart_areThereAsTheyWere() throws Exception {
        try (RetrievalPluginServer first = server(64)) {
            first.start();
            call(first, "POST", "/upsert", """
                    {"documents":[
                     {"id":"a","text":"The tide turns.","metadata":{"source":"email","created_at":"2023-03-05T10:00:00+01:00","author":"Ada"}},
                     {"id":"b","text":"The wind turns.","metadata":{"created_at":"last week"}},
                     {"id":"c","text":"The road turns.","metadata":{"author":"O'Brien%*"}}]}""");
            call(first, "PATCH", "/documents/b", "{\"metadata\":{\"author\":\"Bob\"}}");
            call(first, "DELETE", "/delete", "{\"filter\":{\"author\":\"O'Brien%*\"}}");
        }
        try (RetrievalPluginServer second = server(64)) {
            second.start();

            JsonNode all = call(second, "POST", "/query", "{\"queries\":[{\"query\":\"turns\",\"top_k\":10}]}")
                    .at("/results/0/results");
            JsonNode dated = call(
                            second,
                            "POST",
                            "/query",
                            "{\"queries\":[{\"query\":\"turns\",\"filter\":{\"start_date\":\"2023\",\"source\":\"email\"}}]}")
                    .at("/results/0/results");

            assertThat(all).extracting(chunk -> chunk.path("id").asText()).containsExactlyInAnyOrder("a_0", "b_0");
            assertThat(all)
                    .extracting(chunk -> chunk.at("/metadata/created_at").asText())
                    .containsExactlyInAnyOrder("2023-03-05T10:00:00+01:00", "last week");
            assertThat(dated).extracting(chunk -> chunk.path("id").asText()).containsExactly("a_0");
            assertThat(call(second, "GET", "/documents", "")
                            .at("/documents/1/metadata/author")
                            .asText())
                    .isEqualTo("Bob");
        }
    }

    @Test
    void build_overAStoreOfAnotherModel_stopsTheStart() throws Exception {
        try (RetrievalPluginServer first = server(64)) {
            first.start();
            call(first, "POST", "/upsert", "{\"documents\":[{\"id\":\"a\",\"text\":\"The tide turns.\"}]}");
        }

        assertThatThrownBy(() -> server(32)).isInstanceOf(StoreException.class).hasMessageContaining("fake-words");
    }

    @Test
    void build_overAStoreThatAnotherHolds_failsAtOnceAndLeavesIt() throws Exception {
        try (RetrievalPluginServer first = server(64)) {
            first.start();
            call(first, "POST", "/upsert", "{\"documents\":[{\"id\":\"a\",\"text\":\"The tide turns.\"}]}");

            assertThatThrownBy(() -> server(64))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Could not open store " + folder.resolve("store") + " for writing: ");

            assertThat(call(first, "GET", "/documents", "").path("documents")).hasSize(1);
        }
    }

    @Test
    void build_overADamagedStore_failsByNameAndLeavesItAsItWas() throws Exception {
        try (RetrievalPluginServer first = server(64)) {
            first.start();
            call(first, "POST", "/upsert", "{\"documents\":[{\"id\":\"a\",\"text\":\"The tide turns.\"}]}");
        }
        Path store = folder.resolve("store");
        Path manifest;
        try (Stream<Path> files = Files.list(store)) {
            manifest = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(manifest, Files.readString(manifest).substring(5));
        Map<String, Long> before = sizes(store);

        assertThatThrownBy(() -> server(64))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Could not open store " + store + ": ")
                .hasMessageContaining("is damaged");

        assertThat(sizes(store)).isEqualTo(before);
    }

    @Test
    void build_overAFile_failsByNameAndLeavesItAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("store"), "what somebody wrote");

        assertThatThrownBy(() -> server(64))
                .isInstanceOf(StoreException.class)
                .hasMessage("Could not make a store in " + file + ": it is a file. Choose a directory.");

        assertThat(file).hasContent("what somebody wrote");
    }

    private static Map<String, Long> sizes(Path directory) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !file.toString().contains("lock"))
                    .forEach(file -> sizes.put(
                            file.getFileName().toString(), file.toFile().length()));
        }
        return sizes;
    }

    private static JsonNode call(RetrievalPluginServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }
}

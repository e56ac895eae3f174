package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Node;
import dev.lectern.server.TestServer.Answer;
import dev.lectern.spi.Providers;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.FakeEmbeddingModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void merged_flagVariableAndFile_comeInThisOrder() throws IOException {
        Path file = folder.resolve("server.properties");
        Files.writeString(file, "port=1\nhost=127.0.0.2\nprofile=full\nstore.path=/data\n");

        Map<String, String> merged = Configuration.merged(
                Map.of("port", "3", "config", file.toString()),
                Map.of(
                        "LECTERN_SERVE_PORT",
                        "2",
                        "LECTERN_SERVE_HOST",
                        "127.0.0.3",
                        "LECTERN_SERVE_STORE__PATH",
                        "/x",
                        "HOME",
                        "/root"));

        assertThat(merged)
                .containsOnly(
                        Map.entry("port", "3"),
                        Map.entry("host", "127.0.0.3"),
                        Map.entry("profile", "full"),
                        Map.entry("store.path", "/x"));
    }

    @Test
    void merged_namesOfTheOriginal_areKnown() {
        Map<String, String> merged = Configuration.merged(
                Map.of(),
                Map.of("BEARER_TOKEN", "secret", "DATASTORE", "memory", "PORT", "8080", "WEBSITES_PORT", "80"));

        assertThat(merged)
                .containsOnly(Map.entry("token", "secret"), Map.entry("store", "memory"), Map.entry("port", "8080"));
        assertThat(Configuration.merged(Map.of(), Map.of("WEBSITES_PORT", "80")))
                .containsOnly(Map.entry("port", "80"));
    }

    @Test
    void merged_jsonFile_hasPartsAsObjects() throws IOException {
        Path file = folder.resolve("server.json");
        Files.writeString(file, "{\"port\": 0, \"strict\": true, \"store\": \"memory\", \"reader\": {\"threads\": 2}}");

        assertThat(Configuration.merged(Map.of("config", file.toString()), Map.of()))
                .containsOnly(
                        Map.entry("port", "0"),
                        Map.entry("strict", "true"),
                        Map.entry("store", "memory"),
                        Map.entry("reader.threads", "2"));
    }

    @Test
    void merged_fileThatIsNone_saysSo() throws IOException {
        Path missing = folder.resolve("missing.properties");
        assertThatThrownBy(() -> Configuration.merged(Map.of("config", missing.toString()), Map.of()))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("Could not read the configuration " + missing + ": ")
                .hasMessageEndingWith("Give properties, or JSON in a file named so.");

        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, "{\"tokens\": [1]}");
        assertThatThrownBy(() -> Configuration.merged(Map.of("config", broken.toString()), Map.of()))
                .hasMessageContaining("tokens must be a text, a number or true or false, got: [1]");
    }

    @Test
    void merged_wrongNameInAFile_namesTheNearestAndTheFile() throws IOException {
        Path properties = folder.resolve("server.properties");
        Files.writeString(properties, "host=127.0.0.1\nmax-body-byte=5\n");
        Path json = folder.resolve("server.json");
        Files.writeString(json, "{\"host\": \"127.0.0.1\", \"max-body-byte\": 5}");

        for (Path file : List.of(properties, json)) {
            assertThatThrownBy(() -> Configuration.merged(Map.of("config", file.toString()), Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("in " + file + ": ")
                    .hasMessageContaining("got: max-body-byte.")
                    .hasMessageContaining("Did you mean max-body-bytes?");
        }
    }

    @Test
    void merged_wrongNameOfAVariable_namesTheNearestAndTheVariable() {
        assertThatThrownBy(() -> Configuration.merged(
                        Map.of(), Map.of("LECTERN_SERVE_MAX_BODY_BYTE", "5", "LECTERN_SERVE_HOST", "127.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("in the variable LECTERN_SERVE_MAX_BODY_BYTE: ")
                .hasMessageContaining("got: max-body-byte.")
                .hasMessageContaining("Did you mean max-body-bytes?");
    }

    @Test
    void start_wrongPasswordOfTheKeystore_saysWhatToCheck() throws Exception {
        Path keystore = folder.resolve("key.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (OutputStream out = Files.newOutputStream(keystore)) {
            store.store(out, "right-password".toCharArray());
        }
        try (RetrievalPluginServer server = builder()
                .option("port", "0")
                .option("token", "t")
                .option("tls-keystore", keystore.toString())
                .option("tls-password", "wrong-password")
                .build()) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessageStartingWith("Could not listen on 127.0.0.1:0: ")
                    .hasMessageEndingWith("Check host, tls-keystore and tls-password.")
                    .hasMessageNotContaining("wrong-password");
        }
    }

    @ParameterizedTest
    @CsvSource({"sentence, 12, 0", "sentence, 12, 6", "compatible, 12, -1", "compatible, 12, 0"})
    void chunkOptions_decideSizeAndOverlap(String chunking, int tokens, int overlap) {
        String text = "The tide turns twice a day here. ".repeat(20).strip();
        try (TestServer small = TestServer.start(
                        "chunking", chunking, "chunk-tokens", "" + tokens, "chunk-overlap", "" + overlap);
                TestServer usual = TestServer.start("chunking", chunking)) {
            for (TestServer server : List.of(small, usual)) {
                server.post("/upsert", "{\"documents\":[{\"id\":\"d\",\"text\":\"" + text + "\"}]}");
            }

            List<Node> nodes = small.store().nodes("d");
            assertThat(nodes)
                    .hasSizeGreaterThan(9)
                    .hasSizeGreaterThan(usual.store().nodes("d").size());
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.text().split(" ")).hasSizeLessThanOrEqualTo(tokens));
            assertThat(nodes.get(1).span().start() < nodes.get(0).span().end()).isEqualTo(overlap > 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sentence | chunk-tokens | -1 | -1",
                "sentence | chunk-overlap | 5000 | 5000",
                "compatible | chunk-tokens | -1 | -1",
                "compatible | chunk-overlap | 5 | chunk-overlap must not be given with chunking compatible, which has none, got: 5",
                "compatible | chunk-tokens | many | chunk-tokens must be a whole number, got: \"many\""
            })
    void chunkOptions_wrongValue_stopsTheStartAndSaysWhich(
            String chunking, String option, String value, String message) {
        assertThatThrownBy(() -> builder()
                        .option("chunking", chunking)
                        .option(option, value)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: " + value.replace("many", "\"many\""))
                .hasMessageContaining(message)
                .hasMessageStartingWith("chunk-");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot | 1 | Did you mean port?",
                "port | eighty | port must be a whole number, got: \"eighty\"",
                "profile | memry | profile must be one of query-only|memory|full, got: \"memry\"",
                "store | pinecone | Could not find Store \"pinecone\": there is lucene, memory",
                "store.pth | x | Did you mean path?",
                "host | 0.0.0.0 | host must be a loopback address unless TLS is spoken, got: 0.0.0.0",
                "host | no such host | host must be an address of this machine, got: \"no such host\"",
                "tokens | abc | tokens must be rights, a colon and a token, as in read+write:TOKEN, got: an entry of 3 characters without that",
                "tokens | reed:abc | tokens must have rights of read, write and delete, got: \"reed\" before a token",
                "embedding-model | onxx | Could not find EmbeddingModel \"onxx\"",
                "max-body-bytes | 0 | max-body-bytes must be 1 or more, got: 0",
                "workers | -1 | workers must be 1 or more, got: -1",
                "port | 70000 | port must be 0 to 65535, got: 70000",
                "public-url | example.org | public-url must be an http or https address without a path, got: \"example.org\"",
                "cors | example.org | cors must be off, chatgpt, local or origins such as https://example.org, got: \"example.org\"",
                "tls-keystore | missing.p12 | tls-keystore must be a file that can be read, got: missing.p12"
            })
    void of_wrongOption_stopsTheStartAndSaysWhy(String option, String value, String message) {
        assertThatThrownBy(() -> RetrievalPluginServer.of(
                        Map.of(option, value),
                        Map.of("BEARER_TOKEN", "t", "LECTERN_SERVE_STORE__PATH", folder.toString())))
                .hasMessageContaining(message);
    }

    @Test
    void build_otherThanLoopback_needsATokenAndTls() {
        assertThatThrownBy(() -> builder().option("host", "0.0.0.0").build())
                .hasMessage("host must be a loopback address unless there is a token, got: 0.0.0.0; give token (in the"
                        + " environment BEARER_TOKEN), or listen on 127.0.0.1");
        assertThatThrownBy(() -> builder()
                        .option("host", "0.0.0.0")
                        .option("token", "t")
                        .option("auth", "none")
                        .build())
                .hasMessageContaining("unless there is a token");
        builder()
                .option("host", "0.0.0.0")
                .option("token", "t")
                .option("allow-plain-http", "true")
                .build()
                .close();
    }

    @Test
    void start_withoutToken_makesOne() {
        try (RetrievalPluginServer server = builder().option("port", "0").build()) {
            server.start();

            assertThat(server.generatedToken())
                    .hasValueSatisfying(token -> assertThat(token).hasSize(43));
        }
        try (RetrievalPluginServer server =
                builder().option("port", "0").option("auth", "none").build()) {
            assertThat(server.generatedToken()).isEmpty();
        }
    }

    @Test
    void start_portThatIsTaken_saysSo() {
        try (TestServer first = TestServer.start();
                RetrievalPluginServer second = builder()
                        .option("port", Integer.toString(first.uri().getPort()))
                        .build()) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining(
                            "Could not listen on 127.0.0.1:" + first.uri().getPort())
                    .hasMessageEndingWith("Choose another port, or 0 for any free one.");
        }
    }

    @Test
    void stop_twice_isOnce() {
        RetrievalPluginServer server = builder().option("port", "0").build();
        assertThatThrownBy(server::uri).hasMessage("The server must be started to have an address. Call start().");
        server.start();

        server.stop();
        server.stop();

        assertThatThrownBy(server::start).hasMessage("The server is stopped. Make a new one.");
    }

    @Test
    void options_all_haveAMeaning() {
        assertThat(RetrievalPluginServer.options())
                .hasSizeGreaterThan(30)
                .allSatisfy(option -> assertThat(option.meaning()).isNotBlank());
    }

    @Test
    void tokens_oneTwice_isComparedWithEachEntryAlsoAfterAMatch() {
        try (TestServer server = TestServer.start("tokens", "read:twice, read+delete:twice, read:other")) {
            Answer deletion = server.send(server.plain("/delete")
                    .header("Authorization", "Bearer twice")
                    .method("DELETE", java.net.http.HttpRequest.BodyPublishers.ofString("{\"ids\":[\"d\"]}"))
                    .build());

            assertThat(deletion.status())
                    .isEqualTo(200); // a search that ends at the first match takes as long as its place tells
        }
    }

    @Test
    void tokens_withFewerRights_allowOnlyThose() {
        try (TestServer server = TestServer.start("tokens", "read:reader, read+write:writer")) {
            Answer deletion = server.send(server.plain("/delete")
                    .header("Authorization", "Bearer writer")
                    .method("DELETE", java.net.http.HttpRequest.BodyPublishers.ofString("{\"delete_all\":true}"))
                    .build());
            Answer query = server.send(server.plain("/query")
                    .header("Authorization", "bearer reader")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"queries\":[]}"))
                    .build());

            assertThat(deletion.status()).isEqualTo(403);
            assertThat(deletion.text()).isEqualTo("{\"detail\":\"The token does not allow to delete\"}");
            assertThat(query.status()).isEqualTo(200);
        }
    }

    private static RetrievalPluginServer.Builder builder() {
        return RetrievalPluginServer.builder()
                .providers(Providers.of())
                .store(InMemoryStore.create())
                .embeddingModel(FakeEmbeddingModel.create())
                .reader((source, sink) -> {});
    }
}

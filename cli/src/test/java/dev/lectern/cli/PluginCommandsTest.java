package dev.lectern.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.lectern.server.RetrievalPluginServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that call a plugin server, against the server of this project over a store on disk. */
class PluginCommandsTest {

    private static final String TOKEN = "only-for-this-test";

    @TempDir
    private static Path shared;

    private static RetrievalPluginServer server;
    private static Path tokenFile;

    @TempDir
    private Path folder;

    private Path docs;
    private String out = "";
    private String err = "";

    @BeforeAll
    static void startServer() throws IOException {
        tokenFile = Files.writeString(shared.resolve("token"), TOKEN + "\n");
        server = RetrievalPluginServer.builder()
                .option("port", "0")
                .option("token", TOKEN)
                .option("store.path", shared.resolve("index").toString())
                .build();
        server.start();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @BeforeEach
    void writeDocuments() throws IOException {
        docs = Files.createDirectory(folder.resolve("docs"));
        Files.writeString(docs.resolve("tides.md"), """
                ---
                author: Ada Reef
                date: 2025-03-31T18:15:00.123456Z
                ---
                # Tides

                The tide turns twice a day.
                """);
        Files.writeString(docs.resolve("bread.txt"), "Bread needs flour, water and yeast. Bake it for forty minutes.");
        assertThat(call("delete", "--all")).isEqualTo(ExitCode.DONE);
    }

    private int lectern(String... args) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        int exitCode = Main.run(new PrintWriter(written, true), new PrintWriter(complained, true), args);
        out = written.toString();
        err = complained.toString();
        assertThat(out + err).doesNotContain(TOKEN);
        return exitCode;
    }

    /** Runs a command against the server. */
    private int call(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--endpoint", server.uri().toString(), "--token-file", tokenFile.toString()));
        return lectern(all.toArray(new String[0]));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void upsert_folder_sendsWholeDocumentsAndSaysWhatStaysBehind() {
        assertThat(call("upsert", docs.toString())).isEqualTo(ExitCode.DONE);

        assertThat(out)
                .contains(docs + ": sent 2, failed 0", "left out, since there is no place for it: ", "file_name (2)");
        assertThat(err).isEmpty();
    }

    @Test
    void upsert_oneUnreadableFile_namesItAndSendsTheOthers() throws IOException {
        Files.writeString(docs.resolve("broken.pdf"), "%PDF-1.7 nothing more");

        assertThat(call("upsert", docs.toString(), "--json")).isEqualTo(ExitCode.INCOMPLETE);

        assertThat(err).contains("lectern: Could not read", "broken.pdf");
        assertThat(json().get("sent").asInt()).isEqualTo(2);
        assertThat(json().at("/failures/0/source").asText()).contains("broken.pdf");
    }

    @Test
    void upsert_again_replacesByTheSameIds() throws IOException {
        call("upsert", docs.toString());
        Files.writeString(docs.resolve("bread.txt"), "Rye bread keeps for a week.");

        call("upsert", docs.toString());

        call("query", "How long does bread keep?", "--json", "--top-k", "10");
        assertThat(json().get("results").findValuesAsText("text"))
                .anyMatch(text -> text.contains("Rye bread"))
                .noneMatch(text -> text.contains("flour"));
    }

    @Test
    void upsert_address_sendsItsTextAndAddress() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = "<title>Light</title><p>The lighthouse shows two white flashes.</p>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            try (var answer = exchange.getResponseBody()) {
                answer.write(page);
            }
        });
        site.start();
        String address = "http://127.0.0.1:" + site.getAddress().getPort() + "/light";
        try {
            assertThat(call("upsert", address, "--set", "web.allowed-addresses=127.0.0.1"))
                    .isEqualTo(ExitCode.DONE);
        } finally {
            site.stop(0);
        }

        call("query", "How many flashes does the lighthouse show?", "--top-k", "1", "--json");
        assertThat(json().at("/results/0/text").asText()).contains("two white flashes");
        assertThat(json().at("/results/0/metadata/url").asText()).isEqualTo(address);
    }

    @Test
    void query_question_printsTextWithDocumentAuthorAndDate() {
        call("upsert", docs.toString());

        assertThat(call("query", "How often does the tide turn?", "--top-k", "1"))
                .isEqualTo(ExitCode.DONE);

        assertThat(out)
                .contains("[1] ", "tides.md", "Ada Reef", "2025-03-31T18:15:00.123456Z", "score 0.")
                .contains("The tide turns twice a day.")
                .doesNotContain("[2]");
    }

    @Test
    void query_filter_findsWhatMeetsEachCondition() throws IOException {
        call("upsert", docs.toString());

        call("query", "bread", "--filter", "author=Ada Reef", "--json");
        assertThat(json().get("results")).hasSize(1);
        assertThat(json().at("/results/0/metadata/created_at").asText()).isEqualTo("2025-03-31T18:15:00.123456Z");

        call("query", "bread", "--filter", "start_date=2025-03-31", "--filter", "end_date=2025-03-31", "--json");
        assertThat(json().get("results")).hasSize(1);

        assertThat(call("query", "bread", "--filter", "start_date=2025-03-31T18:15:01Z"))
                .isEqualTo(ExitCode.NO_ANSWER);
        assertThat(out).contains("Nothing is found.");
    }

    @Test
    void query_filterThatIsNotThere_listsThoseThatAre() {
        assertThat(call("query", "bread", "--filter", "title=Bread")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("--filter must be one of document_id,", "got: title");

        assertThat(call("query", "bread", "--filter", "end_date=yesterday")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("end_date must be a day such as 2025-03-31", "got: yesterday");
    }

    @Test
    void delete_byIdAndByFilter_leavesTheOthers() throws IOException {
        call("upsert", docs.toString());
        call("query", "flour", "--top-k", "1", "--json");
        String bread = json().at("/results/0/document_id").asText();

        assertThat(call("delete", "--id", bread)).isEqualTo(ExitCode.DONE);
        call("query", "anything", "--json");
        assertThat(json().get("results")).hasSize(1);

        assertThat(call("delete", "--filter", "author=Ada Reef")).isEqualTo(ExitCode.DONE);
        assertThat(call("query", "anything")).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void delete_withoutAnyOrWithTwoWays_isWrongUse() {
        assertThat(call("delete")).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("--id", "--filter", "--all");
        assertThat(call("delete", "--all", "--id", "tides")).isEqualTo(ExitCode.WRONG_USE);
    }

    @Test
    void upsert_wrongToken_endsAtTheFirstRefusal() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "a-wrong-token");

        int exitCode = lectern(
                "upsert", docs.toString(), "--endpoint", server.uri().toString(), "--token-file", wrong.toString());

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err).hasLineCount(1).contains("status 401").doesNotContain("a-wrong-token");
    }

    @Test
    void query_nobodyListens_failsWithTheAddress() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(lectern("query", "bread", "--endpoint", "http://127.0.0.1:" + port, "--no-token"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(err).hasLineCount(1).contains("127.0.0.1:" + port);
    }

    @Test
    void query_emptyTokenFile_isWrongUse() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThat(lectern("query", "bread", "--endpoint", server.uri().toString(), "--token-file", empty.toString()))
                .isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("--token-file must hold a token, got: nothing in " + empty);
    }

    @Test
    void export_byTheEndOfTheName_writesJsonLinesJsonOrZip() throws IOException {
        for (String name : List.of("docs.jsonl", "docs.json", "docs.zip")) {
            Path file = folder.resolve(name);

            assertThat(lectern("export", docs.toString(), "--to", file.toString()))
                    .isEqualTo(ExitCode.DONE);

            assertThat(out).contains(file + ": written 2, failed 0");
        }
        List<String> lines = Files.readAllLines(folder.resolve("docs.jsonl"));
        assertThat(lines).hasSize(2).anyMatch(line -> line.contains("\"author\":\"Ada Reef\""));
        assertThat(new ObjectMapper().readTree(folder.resolve("docs.json").toFile()))
                .hasSize(2);
        try (ZipFile zip = new ZipFile(folder.resolve("docs.zip").toFile())) {
            assertThat(zip.stream()).hasSize(2);
        }
    }

    @Test
    void export_format_winsOverTheName() throws IOException {
        Path file = folder.resolve("body.txt");

        assertThat(lectern("export", docs.toString(), "--to", file.toString(), "--format", "request_body"))
                .isEqualTo(ExitCode.DONE);

        assertThat(new ObjectMapper().readTree(file.toFile()).get("documents")).hasSize(2);
    }

    @Test
    void export_otherEndOrUnreadableFile_isNamed() throws IOException {
        Path file = folder.resolve("docs.xml");
        assertThat(lectern("export", docs.toString(), "--to", file.toString())).isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("--to must end in .json, .jsonl or .zip unless --format is given, got: " + file);

        Files.writeString(docs.resolve("broken.pdf"), "%PDF-1.7 nothing more");
        Path json = folder.resolve("docs.json");
        assertThat(lectern("export", docs.toString(), "--to", json.toString())).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(err).contains("broken.pdf");
        assertThat(new ObjectMapper().readTree(json.toFile())).hasSize(2);
    }
}

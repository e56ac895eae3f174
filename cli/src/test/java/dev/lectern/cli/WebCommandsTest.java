package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands over a site on loopback, as a user does over one of the web. */
class WebCommandsTest {

    private static final String QUESTION = "How often does the tide turn?";

    @TempDir
    private Path folder;

    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private HttpServer server;
    private String out = "";
    private String err = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = pages.getOrDefault(path, new byte[0]);
            String type = path.endsWith(".pdf") ? "application/pdf" : path.endsWith(".xml") ? "text/xml" : "text/html";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            try (var answer = exchange.getResponseBody()) {
                answer.write(body);
            }
        });
        server.start();
        page("/tides", "<title>Tides</title><p>The tide turns twice a day.</p>");
        page("/bread", "<title>Bread</title><p>Bread needs flour, water and yeast. Bake it for forty minutes.</p>");
        sitemap("/tides", "/bread");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void page(String path, String html) {
        pages.put(path, html.getBytes(StandardCharsets.UTF_8));
    }

    private void sitemap(String... paths) {
        StringBuilder xml = new StringBuilder("<urlset>");
        for (String path : paths) {
            xml.append("<url><loc>").append(address(path)).append("</loc></url>");
        }
        page("/sitemap.xml", xml + "</urlset>");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private int lectern(String... args) {
        StringWriter written = new StringWriter();
        StringWriter complained = new StringWriter();
        int exitCode = Main.run(new PrintWriter(written, true), new PrintWriter(complained, true), args);
        out = written.toString();
        err = complained.toString();
        return exitCode;
    }

    @Test
    void ask_fromAnAddress_answersWithIt() {
        int exitCode =
                lectern("ask", QUESTION, "--from", address("/tides"), "--set", "web.allowed-addresses=127.0.0.1");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        assertThat(out).contains("The tide turns twice a day.", address("/tides"));
    }

    @Test
    void ask_fromAPdfOnTheWeb_isReadAsAFile() throws IOException {
        pages.put(
                "/repair.pdf",
                Files.readAllBytes(Path.of("..", "examples", "corpus", "lighthouse", "repair-report-2019.pdf")));

        int exitCode = lectern(
                "ask",
                "What was repaired?",
                "--from",
                address("/repair.pdf"),
                "--set",
                "web.allow-private-addresses=true",
                "--json");

        assertThat(exitCode).isIn(ExitCode.DONE, ExitCode.NO_ANSWER);
        JsonNode metadata = json().at("/sources/0/metadata");
        assertThat(metadata.path("url").asText()).isEqualTo(address("/repair.pdf"));
        assertThat(metadata.path("media_type").asText()).isEqualTo("application/pdf");
        assertThat(metadata.path("page").asInt()).isPositive();
        assertThat(metadata.has("file_path")).isFalse();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }

    @Test
    void ask_fromThisMachineWithoutLeave_isRefused() {
        assertThat(lectern("ask", QUESTION, "--from", address("/tides"))).isNotEqualTo(ExitCode.DONE);
        assertThat(err).contains("which is not public", "option allowed-addresses");
    }

    @Test
    void ingest_fromASitemap_keepsAndSyncsItsPages() {
        String source = "sitemap:" + address("/sitemap.xml");
        String[] ingest = {
            "ingest",
            "--from",
            source,
            "--store",
            folder.resolve("index").toString(),
            "--sync",
            "--set",
            "sitemap.allow-private-addresses=true",
            "--set",
            "sitemap.cache=" + folder.resolve("cache")
        };

        assertThat(lectern(ingest)).isEqualTo(ExitCode.DONE);
        assertThat(out).startsWith(source + ": added 2, updated 0, unchanged 0, removed 0, failed 0");

        page("/tides", "<title>Tides</title><p>The tide turns every six hours.</p>");
        sitemap("/tides");
        assertThat(lectern(ingest)).isEqualTo(ExitCode.DONE);
        assertThat(out).startsWith(source + ": added 0, updated 1, unchanged 0, removed 1, failed 0");
    }

    @Test
    void export_fromAnAddressOut_writesItsPage() throws IOException {
        Path file = folder.resolve("docs.json");

        int exitCode = lectern(
                "export",
                "--from",
                address("/tides"),
                "--out",
                file.toString(),
                "--set",
                "web.allow-private-addresses=true");

        assertThat(exitCode).isEqualTo(ExitCode.DONE);
        JsonNode written = new ObjectMapper().readTree(file.toFile());
        assertThat(written.at("/0/text").asText()).isEqualTo("The tide turns twice a day.");
        assertThat(written.get(0).toString()).contains("\"url\":\"" + address("/tides") + "\"");
    }

    /** Returns what an ingest of the sitemap writes to standard error, in a process of its own. */
    private String complaintsOfAnIngest(String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("ingest", "--from", "sitemap:" + address("/sitemap.xml")));
        command.addAll(List.of("--store", folder.resolve("index" + flags.length).toString()));
        command.addAll(List.of("--set", "sitemap.allow-private-addresses=true"));
        Path complaints = folder.resolve("complaints");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(complaints.toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(ExitCode.DONE);
        return Files.readString(complaints);
    }

    @Test
    void ingest_fromASitemap_drawsItsProgressOnATerminalOnly() throws Exception {
        assertThat(complaintsOfAnIngest()).doesNotContain("Indexing");
        assertThat(complaintsOfAnIngest("-Dlectern.terminal=true")).contains("Indexing");
    }

    @Test
    void ingest_withoutASource_isWrongUse() {
        assertThat(lectern("ingest", "--store", folder.resolve("index").toString()))
                .isEqualTo(ExitCode.WRONG_USE);
        assertThat(err).contains("SOURCE must be given once or more, got: nothing");
    }
}

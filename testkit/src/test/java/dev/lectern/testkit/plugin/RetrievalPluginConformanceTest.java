package dev.lectern.testkit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import dev.lectern.testkit.plugin.ConformanceResult.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit against a server that is none; that ours passes is tested where it is. */
class RetrievalPluginConformanceTest {

    static {
        // Read when the server's classes load; without it each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer server;
    private volatile String answer = "{\"ids\":[\"kept\"]}";

    @BeforeEach
    void startAServerThatAlwaysSaysTheSame() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    exchange.getRequestMethod().equals("DELETE") ? 500 : 200, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void run_serverThatIsNone_failsWithWhatWasSentExpectedAndGot() {
        ConformanceReport report = RetrievalPluginConformance.against(
                        uri(), "token", ConformanceOptions.defaults().withRunName("here"))
                .run();

        ConformanceResult missingText = report.results().stream()
                .filter(result -> result.key().equals("13 MUST"))
                .findFirst()
                .orElseThrow();
        assertThat(missingText.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(missingText.sent()).containsExactly("POST /upsert {\"documents\":[{\"id\":\"x\"}]}");
        assertThat(missingText.got()).isEqualTo("200 {\"ids\":[\"kept\"]}");
        assertThat(report.failedMusts()).hasSizeGreaterThan(30).contains(missingText);
        assertThat(report.toString())
                .contains("13 MUST failed: a document without text is refused")
                .contains("expected: 422 `body.documents.0.text value_error.missing`")
                .contains("could not be deleted: [kept]");
        assertThat(report.markdown()).contains("**13 MUST, failed**: a document without text is refused");
    }

    @Test
    void run_anyServer_hasEachOfTheEightyPointsOnceAndInOrder() {
        List<ConformanceResult> results =
                RetrievalPluginConformance.against(uri(), "token").run().results();

        assertThat(results)
                .extracting(ConformanceResult::number)
                .isSorted()
                .containsAll(IntStream.rangeClosed(1, 80).boxed().toList());
        assertThat(results).extracting(ConformanceResult::key).doesNotHaveDuplicates();
        assertThat(results)
                .filteredOn(result -> result.verdict() == Verdict.NOT_APPLICABLE)
                .extracting(ConformanceResult::reason)
                .doesNotContain("");
    }

    @Test
    void run_withoutPermission_sendsNothingThatDeletesTheDocumentsOfOthers() {
        RetrievalPluginConformance.against(uri(), "token").run();

        assertThat(received)
                .noneMatch(request -> request.contains("\"delete_all\":true"))
                .noneMatch(request -> request.startsWith("DELETE") && request.contains("\"filter\":{}"))
                .noneMatch(request -> request.length() > 100_000);
    }

    @Test
    void run_withPermission_asksForMore() {
        ConformanceOptions all = ConformanceOptions.defaults().allowing(Permission.values());

        RetrievalPluginConformance.against(uri(), "token", all).run();

        assertThat(received)
                .anyMatch(request -> request.contains("\"delete_all\":true"))
                .anyMatch(request -> request.length() > 5_000_000);
    }

    @Test
    void run_withoutToken_leavesOutWhoMayCall() {
        ConformanceReport report = RetrievalPluginConformance.against(uri(), "").run();

        assertThat(report.results())
                .filteredOn(result -> result.key().equals("4 MUST"))
                .extracting(ConformanceResult::reason)
                .containsExactly("the server is asked without a token");
    }

    @Test
    void run_nothingAtTheAddress_saysWhereAndWhatToCheck() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RetrievalPluginConformance conformance =
                RetrievalPluginConformance.against(URI.create("http://127.0.0.1:" + port), "token");

        assertThatThrownBy(conformance::run)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Could not reach http://127.0.0.1:" + port)
                .hasMessageEndingWith("Check the address and whether the server runs.");
    }

    @Test
    void explained_failedPoint_keepsTheVerdictAndNamesTheReason() {
        ConformanceReport report =
                RetrievalPluginConformance.against(uri(), "token").run();

        ConformanceReport explained = report.explained(Map.of("13 MUST", "on purpose"));

        assertThat(explained.failedMusts()).hasSameSizeAs(report.failedMusts());
        assertThat(explained.markdown()).contains("- 13 MUST, a document without text is refused: *on purpose*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.explained(Map.of("9 MUST", "never asked")))
                .withMessage("reasons must be for points that failed, got: 9 MUST");
    }

    @Test
    void commandLine_anyServer_printsTheReportAndAnExitCode() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        int none = RetrievalPluginConformance.run(out, "token");
        int failed = RetrievalPluginConformance.run(out, "token", uri().toString(), "delete-everything");

        assertThat(none).isEqualTo(2);
        assertThat(failed).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("BEARER_TOKEN", "13 MUST failed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalPluginConformance.run(out, "", uri().toString(), "everything"))
                .withMessage("permission must be one of [delete-everything, large-document], got: everything");
    }

    @Test
    void options_ofTheWrongKind_sayTheRuleAndNoSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConformanceOptions.defaults().withRunName("a b"))
                .withMessage("runName must be 1 to 60 letters, digits and hyphens, got: \"a b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetrievalPluginConformance.against(URI.create("ftp://x"), ""))
                .withMessage("endpoint must be an http or https address such as http://localhost:8000, got: ftp://x");
        assertThat(ConformanceOptions.defaults().withReadOnlyToken("secret").toString())
                .doesNotContain("secret");
    }
}

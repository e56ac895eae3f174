package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Document;
import dev.lectern.server.RetrievalPluginServer;
import dev.lectern.store.retrieval.plugin.PluginChunk;
import dev.lectern.store.retrieval.plugin.PluginFilter;
import dev.lectern.store.retrieval.plugin.PluginQuery;
import dev.lectern.store.retrieval.plugin.RetrievalPluginClient;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts {@code lectern serve} as a process of its own, over a store on disk and the real embedding model, and calls it. */
class ServeCommandTest {

    private static final String TOKEN = "only-for-this-test";

    @TempDir
    private Path folder;

    private static RetrievalPluginClient client(ServerProcess server, String token) throws IOException {
        return RetrievalPluginClient.builder(server.uri())
                .token(() -> token)
                .maxRetries(0)
                .build();
    }

    @Test
    void serve_withoutToken_printsAddressAndTheTokenItMade() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--port", "0")) {
            String uri = server.uri();
            String token = server.line().replaceFirst("^Token ", "");

            client(server, token).upsert(List.of(Document.of("tides", "The tide turns twice a day.")));

            assertThat(uri).startsWith("http://127.0.0.1:");
            assertThat(client(server, token).query(PluginQuery.of("tide")).chunks())
                    .hasSize(1);
            assertThat(folder.resolve("lectern-store")).isDirectory();
            assertThat(server.stop()).isEqualTo(143); // 128 + SIGTERM
            assertThat(server.line()).isNull(); // the token stood there once
            assertThat(server.complaints()).isEmpty();
        }
    }

    @Test
    void serve_tokenOfTheEnvironment_isAskedForAndNeverPrinted() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                folder, Map.of("BEARER_TOKEN", TOKEN), "--port", "0", "--store", "kept", "--verbose")) {
            client(server, TOKEN).upsert(List.of(Document.of("tides", "The tide turns twice a day.")));

            assertThatThrownBy(() -> client(server, "wrong").query(PluginQuery.of("tide")))
                    .isInstanceOfSatisfying(
                            RetrievalPluginException.class,
                            failure -> assertThat(failure.fault())
                                    .isEqualTo(RetrievalPluginException.Fault.AUTHENTICATION));
            server.stop();
            assertThat(server.line()).isNull();
            assertThat(server.complaints()).isNotEmpty().doesNotContain(TOKEN, "wrong", "tide turns");
            assertThat(folder.resolve("kept")).isDirectory();
        }
    }

    @Test
    void serve_killedDuringUpserts_hasWhatWasAcknowledgedAfterRestart() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        String[] args = {
            "--port", "0", "--store", "kept", "--token-file", tokenFile().toString()
        };
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), args)) {
            RetrievalPluginClient client = client(server, TOKEN);
            AtomicInteger number = new AtomicInteger();
            Thread killer = new Thread(() -> killAfter(server, number));
            killer.start();
            try {
                while (killer.isAlive() || number.get() < 1_000) {
                    List<Document> batch = batch(number.getAndIncrement());
                    client.upsert(batch);
                    batch.forEach(document -> acknowledged.add(document.id()));
                }
            } catch (RetrievalPluginException expected) {
                assertThat(server.exitCode()).isEqualTo(137); // 128 + SIGKILL
            }
            killer.join();
        }

        try (ServerProcess server = ServerProcess.start(folder, Map.of(), args)) {
            RetrievalPluginClient client = client(server, TOKEN);
            List<PluginQuery> queries = acknowledged.stream()
                    .map(id -> new PluginQuery(
                            "Who stood there?", 1, PluginFilter.none().withDocumentId(id)))
                    .toList();

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(20);
            assertThat(client.query(queries))
                    .allSatisfy(result -> assertThat(result.chunks())
                            .hasSize(1)
                            .extracting(PluginChunk::text)
                            .allMatch(text -> text.contains("stood at post")));
        }
    }

    @Test
    void serve_withLittleMemory_refusesHugeBodiesAndGoesOn() throws Exception {
        Map<String, String> environment = Map.of("BEARER_TOKEN", TOKEN, "JDK_JAVA_OPTIONS", "-Xmx96m");
        try (ServerProcess server = ServerProcess.start(folder, environment, "--port", "0")) {
            RetrievalPluginClient client = client(server, TOKEN);
            client.upsert(List.of(Document.of("tides", "The tide turns twice a day.")));
            String chunked =
                    " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer " + TOKEN + "\r\n";
            String json = "POST /upsert" + chunked + "Content-Type: application/json\r\n\r\n";
            String part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
            String form = "POST /upsert-file" + chunked + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                    + Integer.toHexString(part.length()) + "\r\n" + part + "\r\n";

            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (String head : List.of(json, json, json, json, json, json, form, form)) {
                answers.add(HugeBody.send(URI.create(server.uri()), head, 500L << 20));
            }

            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(120, TimeUnit.SECONDS)).matches("HTTP/1.1 (413|503) .*");
            }
            assertThat(client.query(PluginQuery.of("tide")).chunks()).hasSize(1);
            assertThat(server.complaints()).doesNotContain("OutOfMemoryError");
        }
    }

    private static List<Document> batch(int number) {
        List<Document> batch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batch.add(Document.of("post-" + number + "-" + i, "Keeper " + i + " stood at post " + number + "."));
        }
        return batch;
    }

    /** Kills it while the fifth request or a later one is under way. */
    private static void killAfter(ServerProcess server, AtomicInteger number) {
        while (number.get() < 5) {
            Thread.onSpinWait();
        }
        server.kill();
    }

    private Path tokenFile() throws IOException {
        return Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    private record Ended(int exitCode, String out, String err) {}

    private static Ended lectern(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    @Test
    void serve_help_listsEachOptionOfTheServer() {
        Ended help = lectern("serve", "--help");

        assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(RetrievalPluginServer.options())
                .allSatisfy(option -> assertThat(help.out()).contains("--" + option.name()));
        assertThat(help.out()).contains("BEARER_TOKEN", "--token-file");
    }

    @Test
    void serve_misspeltFlagOrOption_namesTheNearest() {
        Ended flag = lectern("serve", "--max-body-byte", "8000");
        Ended option = lectern("serve", "--set", "max-body-byte=5");

        assertThat(flag.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(flag.err()).contains("--max-body-byte", "--max-body-bytes");
        assertThat(option.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(option.err()).contains("got: max-body-byte.", "Did you mean max-body-bytes?");
    }

    @Test
    void serve_wrongValue_saysWhatIsRight() {
        Ended ended = lectern("serve", "--port", "99999");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(ended.err()).contains("port must be 0 to 65535, got: 99999");
    }

    @Test
    void serve_tokenTwice_isRefusedWithoutIt() throws IOException {
        Ended ended =
                lectern("serve", "--token", TOKEN, "--token-file", tokenFile().toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(ended.err())
                .contains("option must be set once, got twice: token")
                .doesNotContain(TOKEN);
    }

    @Test
    void serve_tokenFileThatIsNotThere_failsWithItsName() {
        Ended ended = lectern("serve", "--token-file", folder.resolve("nowhere").toString());

        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("Could not read the token file " + folder.resolve("nowhere"));
    }

    @Test
    void serve_portInUse_failsWithRemedy() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--port", "0")) {
            String port = server.uri().replaceFirst(".*:", "");

            try (ServerProcess second = ServerProcess.start(folder, Map.of(), "--port", port, "--store", "other")) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(second.complaints())
                        .contains("Could not listen on 127.0.0.1:" + port, "Choose another port");
            }
        }
    }
}

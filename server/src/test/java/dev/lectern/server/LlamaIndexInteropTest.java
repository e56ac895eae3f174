package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * LlamaIndex's own Python packages work with the server. Installs them from PyPI, about a minute the first time; asked for by {@code
 * -Dlectern.interop=true}, and skipped, with the reason, where Python or PyPI is missing.
 *
 * <p>The documentation's programs are from several years and do not run as they are with any one version: the class
 * {@code ChatGPTRetrievalPluginIndex} is gone, a variable is not defined, a page is fetched, a paid model answers. The script makes their
 * calls with the classes that there are, over documents of its own and with LlamaIndex's mock of a model.
 */
class LlamaIndexInteropTest {

    /** The last versions that go together. */
    private static final List<String> PACKAGES =
            List.of("llama-index-readers-chatgpt-plugin==0.3.0", "llama-index-vector-stores-chatgpt-plugin==0.3.0");

    private static final Path FOLDER = Path.of("target/llamaindex").toAbsolutePath();
    private static final Path PYTHON = FOLDER.resolve("venv/bin/python");
    private static final long MAX_MINUTES = 10;

    @Test
    @EnabledIfSystemProperty(
            named = "lectern.interop",
            matches = "true",
            disabledReason = "installs Python packages; asked for by -Dlectern.interop=true")
    void packagesOfLlamaIndex_doWhatIsDocumentedOverOurServer() {
        install();
        try (TestServer server = TestServer.start(new BagOfWords())) {
            Run run = run(
                    server,
                    List.of(PYTHON.toString(), script().toString(), server.uri().toString()));

            assertThat(run.output()).endsWith("all steps done\n");
            assertThat(run.exit()).isZero();
            JsonNode metal = server.post(
                            "/query",
                            "{\"queries\":[{\"query\":\"copper\",\"filter\":{\"url\":\"http://example.com/copper\"}}]}")
                    .json()
                    .at("/results/0/results/0");
            assertThat(metal.at("/metadata/source_id").asText()).isEqualTo("metal");
        }
    }

    private static void install() {
        try {
            Files.createDirectories(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(PYTHON)) {
            require(
                    List.of(
                            "python3",
                            "-m",
                            "venv",
                            "--clear",
                            FOLDER.resolve("venv").toString()),
                    "no Python with venv");
        }
        List<String> pip = new ArrayList<>(
                List.of(PYTHON.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"));
        pip.addAll(PACKAGES);
        require(pip, "the packages could not be installed");
    }

    private static void require(List<String> command, String reason) {
        Run run = run(null, command);
        if (run.exit() != 0) {
            abort("skipped: " + reason + ": " + run.output());
        }
    }

    /**
     * What a program did.
     *
     * @param exit its exit code; that of a shell for a command that there is not
     * @param output both its outputs
     */
    private record Run(int exit, String output) {}

    private static Run run(@Nullable TestServer server, List<String> command) {
        Path output = FOLDER.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        if (server != null) {
            builder.environment().put("BEARER_TOKEN", TestServer.TOKEN);
        }
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Run(127, e.getMessage());
        }
        try {
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within " + MAX_MINUTES + " minutes: " + command);
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static Path script() {
        try (InputStream in = LlamaIndexInteropTest.class.getResourceAsStream("llamaindex_interop.py")) {
            Path script = FOLDER.resolve("interop.py");
            Files.writeString(script, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

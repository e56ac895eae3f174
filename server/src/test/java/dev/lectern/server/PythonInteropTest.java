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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Python's own clients of the API work with the server: those of LlamaIndex and of LangChain. Installs them from PyPI, about a minute each
 * the first time; asked for by {@code -Dlectern.interop=true}, and skipped, with the reason, where Python or PyPI is missing.
 *
 * <p>What ran when, and what the programs of the documentation need to run, stands in {@code docs/plugin-interop.md}.
 */
@EnabledIfSystemProperty(
        named = "lectern.interop",
        matches = "true",
        disabledReason = "installs Python packages; asked for by -Dlectern.interop=true")
class PythonInteropTest {

    private static final Path FOLDER = Path.of("target/python").toAbsolutePath();
    private static final long MAX_MINUTES = 10;

    @Test
    void readerOfLlamaIndex_newest_findsDocuments() {
        String output = run(
                "llamaindex",
                "llamaindex_interop.py",
                List.of("llama-index-readers-chatgpt-plugin==0.6.0"),
                server -> {});

        assertThat(output).contains("the reader joins documents");
    }

    /** The last versions that go together: the vector store wants a core below 0.13. */
    @Test
    void readerAndVectorStoreOfLlamaIndex_doWhatIsDocumented() {
        String output = run(
                "llamaindex-store",
                "llamaindex_interop.py",
                List.of("llama-index-readers-chatgpt-plugin==0.3.0", "llama-index-vector-stores-chatgpt-plugin==0.3.0"),
                server -> {
                    JsonNode metal = server.post(
                                    "/query",
                                    "{\"queries\":[{\"query\":\"copper\",\"filter\":{\"url\":\"http://example.com/copper\"}}]}")
                            .json()
                            .at("/results/0/results/0");
                    assertThat(metal.at("/metadata/source_id").asText()).isEqualTo("metal");
                });

        assertThat(output).contains("a document is deleted through the index");
    }

    @Test
    void retrieverOfLangChain_newest_findsDocuments() {
        String output = run(
                "langchain",
                "langchain_interop.py",
                List.of("langchain-community==0.4.2", "langchain-classic==1.0.8"),
                server -> {});

        assertThat(output).contains("community: a filter holds", "classic: a filter holds");
    }

    /** Runs a script with packages of its own over a new server, and returns what it printed. */
    private static String run(String name, String script, List<String> packages, Consumer<TestServer> check) {
        Path python = install(FOLDER.resolve(name), packages);
        try (TestServer server = TestServer.start(new BagOfWords())) {
            Run run = run(
                    server,
                    List.of(
                            python.toString(),
                            written(script).toString(),
                            server.uri().toString()));

            assertThat(run.output()).endsWith("all steps done\n");
            assertThat(run.exit()).isZero();
            check.accept(server);
            return run.output();
        }
    }

    /** Returns the Python that has the packages. */
    private static Path install(Path folder, List<String> packages) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path python = folder.resolve("bin/python");
        if (!Files.exists(python)) {
            require(List.of("python3", "-m", "venv", "--clear", folder.toString()), "no Python with venv");
        }
        List<String> pip = new ArrayList<>(
                List.of(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"));
        pip.addAll(packages);
        require(pip, "the packages could not be installed");
        return python;
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

    private static Path written(String name) {
        try (InputStream in = PythonInteropTest.class.getResourceAsStream(name)) {
            Path script = FOLDER.resolve(name);
            Files.writeString(script, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that embedding needs no network and tries none.
 *
 * <p>For Java code this is shown on all systems by a process whose sockets are sealed and whose names are not resolved. Native code goes past such a seal: for the
 * libraries it is shown that they bring no function that could look up a name or speak HTTP, and on Linux, where the tool
 * {@code unshare} may do so, by a process without any network. That last test alone is left out where the tool is not allowed.
 */
class OfflineTest {

    @TempDir
    Path temporary;

    @Test
    void embed_javaSocketsSealed_worksAndTriesNone() throws Exception {
        Run run = child(List.of(), List.of());

        assertThat(run.output).contains("embedded 384").doesNotContain("tried the network");
        assertThat(run.exitCode).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "channel"})
    void seal_codeThatTriesTheNetwork_isCaught(String what) throws Exception {
        Run run = child(List.of(), List.of(what));

        assertThat(run.output).contains("tried the network: " + what);
        assertThat(run.exitCode).isEqualTo(OfflineEmbedding.TRIED_NETWORK);
    }

    @Test
    void embed_processWithoutNetwork_works() throws Exception {
        List<String> noNetwork = List.of("unshare", "--map-root-user", "--net");
        assumeTrue(isAllowed(noNetwork), "unshare is not there or not allowed");

        Run run = child(noNetwork, List.of());

        assertThat(run.output).contains("embedded 384");
        assertThat(run.exitCode).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "linux-x64/libonnxruntime.so",
                "linux-aarch64/libonnxruntime.so",
                "osx-aarch64/libonnxruntime.dylib",
                "win-x64/onnxruntime.dll"
            })
    void nativeLibrary_ofEachPlatform_hasNoNetworkFunction(String library) throws Exception {
        String bytes = resource("ai/onnxruntime/native/" + library);

        assertThat(Stream.of("getaddrinfo", "mbedtls", "WS2_32", "ws2_32", "WINHTTP", "WinHttp", "WININET")
                        .filter(bytes::contains))
                .isEmpty();
    }

    @Test
    void embed_onLinux_leavesNoFileOfTheRuntimeBehind() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "only Linux lets go of a loaded library's file");

        child(List.of(), List.of());

        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("onnxruntime")))
                    .isEmpty();
        }
    }

    @Test
    void embed_quietly_printsNothingElse() throws Exception {
        Run run = child(List.of(), List.of());

        assertThat(run.output.lines().filter(line -> !line.startsWith("SLF4J"))).containsExactly("embedded 384");
    }

    private Run child(List<String> before, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Djdk.net.hosts.file=" + temporary.resolve("no-hosts"));
        command.add("-Djava.nio.channels.spi.SelectorProvider=" + OfflineEmbedding.NoChannels.class.getName());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OfflineEmbedding.class.getName()));
        command.addAll(arguments);
        return run(command);
    }

    private boolean isAllowed(List<String> before) throws InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add("true");
        try {
            return run(command).exitCode == 0;
        } catch (IOException e) {
            return false; // not installed
        }
    }

    private Run run(List<String> command) throws IOException, InterruptedException {
        Path output = temporary.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Run(process.waitFor(), Files.readString(output));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = OfflineTest.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private record Run(int exitCode, String output) {}
}

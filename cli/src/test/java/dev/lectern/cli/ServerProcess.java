package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that runs {@code lectern serve}, as a user starts it; its environment names no token of ours. */
final class ServerProcess implements AutoCloseable {

    private static final long SECONDS = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path complaints;
    private final String first;

    private ServerProcess(Process process, Path complaints) throws IOException {
        this.process = process;
        this.complaints = complaints;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        this.first = line == null ? "" : line;
    }

    /** Starts one and waits until it has printed a line, or ended. */
    static ServerProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", // as the manifest of the program says
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve"));
        command.addAll(List.of(args));
        Path complaints = Files.createTempFile(folder, "serve", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(complaints.toFile());
        builder.environment().keySet().removeIf(name -> name.equals("BEARER_TOKEN") || name.startsWith("LECTERN_"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), complaints);
    }

    /** Returns the address it listens at. */
    String uri() throws IOException {
        assertThat(first).as(complaints()).startsWith("Listening at http");
        return first.substring("Listening at ".length());
    }

    /** Returns the next line it prints; null at the end. */
    String line() throws IOException {
        return out.readLine();
    }

    String complaints() throws IOException {
        return Files.readString(complaints);
    }

    /** Sends SIGTERM and waits for the end. */
    int stop() throws InterruptedException {
        terminate();
        return exitCode();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.toHandle().destroy(); // Process.destroy also closes what is still to be read
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                .as("ended within " + SECONDS + " s")
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}

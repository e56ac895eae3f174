package dev.lectern.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints where a figure comes from: machine, JVM, commit, seed and data. */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /**
     * Prints a heading of five lines.
     *
     * @param data what is measured over, with its seed or path
     */
    static void describe(PrintStream out, String benchmark, String data) {
        Runtime runtime = Runtime.getRuntime();
        out.printf(Locale.ROOT, "%s at commit %s%n", benchmark, System.getProperty("lectern.commit", "not given"));
        out.printf(
                Locale.ROOT,
                "machine: %d cores, %s, load %.1f%n",
                runtime.availableProcessors(),
                cpuModel(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        out.printf(
                Locale.ROOT,
                "jvm: %s %s, heap up to %d MB, flags %s%n",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                runtime.maxMemory() >> 20,
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        out.println("data: " + data);
        out.println();
    }

    private static String cpuModel() {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + CPU_INFO, e);
        }
    }
}

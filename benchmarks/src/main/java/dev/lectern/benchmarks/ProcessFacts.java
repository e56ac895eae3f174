package dev.lectern.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says about this process. */
final class ProcessFacts {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessFacts() {}

    /** Returns the resident memory in MiB; -1 where the system has no {@code /proc}. */
    static long residentMiB() throws IOException {
        if (!Files.exists(STATUS)) {
            return -1;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    /** Returns the processor time of all threads so far, in seconds. */
    static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}

package dev.lectern.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one contestant took, in nanoseconds. Filled by {@link Rounds}; not thread-safe.
 */
final class Timings {

    private final String name;
    private final List<long[]> wall = new ArrayList<>();
    private final List<long[]> cpu = new ArrayList<>();
    private final List<Double> callsPerSecond = new ArrayList<>();

    Timings(String name) {
        this.name = name;
    }

    /** Adds a round: per call its wall time and the CPU time of its thread, and the calls of all threads per second. */
    void add(long[] wallNanos, long[] cpuNanos, double rate) {
        wall.add(sorted(wallNanos));
        cpu.add(sorted(cpuNanos));
        callsPerSecond.add(rate);
    }

    /** Returns the contestant's name. */
    String name() {
        return name;
    }

    /** Returns a quantile of the wall time of a call over all rounds, in milliseconds. */
    double wallMillis(double quantile) {
        return millis(at(all(wall), quantile));
    }

    /** Returns a quantile of the CPU time of a call over all rounds, in milliseconds. */
    double cpuMillis(double quantile) {
        return millis(at(all(cpu), quantile));
    }

    /** Returns the median wall time of a call in the best round, in milliseconds. */
    double bestRoundMillis() {
        return millis(wall.stream().mapToLong(round -> at(round, 0.5)).min().orElseThrow());
    }

    /** Returns the median wall time of a call in the worst round, in milliseconds. */
    double worstRoundMillis() {
        return millis(wall.stream().mapToLong(round -> at(round, 0.5)).max().orElseThrow());
    }

    /** Returns the median over rounds of calls per second, all threads together. */
    double medianRate() {
        double[] rates = callsPerSecond.stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return rates[(rates.length - 1) / 2];
    }

    private static long[] all(List<long[]> rounds) {
        return sorted(rounds.stream().flatMapToLong(Arrays::stream).toArray());
    }

    private static long[] sorted(long[] values) {
        long[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** Returns the smallest value that at least this part of all values does not exceed. */
    private static long at(long[] ascending, double quantile) {
        return ascending[Math.max(0, (int) Math.ceil(quantile * ascending.length) - 1)];
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}

package dev.lectern;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a randomised test many times, each time with a seed of its own; a failure names the seed.
 *
 * <p>The seeds are the same in every run, so that a build is green or red for everybody. The system property {@code lectern.seed} runs
 * a single seed instead.
 */
public final class Randomised {

    private static final String SEED = "lectern.seed";

    private Randomised() {}

    /** Runs a test with the seeds 0, 1, 2 ..., or with the one seed asked for. */
    public static void times(int runs, Consumer<Random> test) {
        Long asked = Long.getLong(SEED);
        if (asked != null) {
            run(asked, test);
            return;
        }
        for (long seed = 0; seed < runs; seed++) {
            run(seed, test);
        }
    }

    private static void run(long seed, Consumer<Random> test) {
        try {
            // Small seeds give alike first numbers.
            test.accept(new Random(seed * 0x9E3779B97F4A7C15L));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("failed with -D" + SEED + "=" + seed + ": " + e.getMessage(), e);
        }
    }
}

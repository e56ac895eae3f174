package dev.lectern.testkit;

import java.util.Random;

/** Runs a test with generated input; a failure names the seed, and the system property {@code lectern.seed} takes it back. */
final class Seeded {

    private static final String SEED = "lectern.seed";

    private Seeded() {}

    /** What is tested with generated input. */
    interface Property {
        /** Holds for whatever is generated, or throws. */
        void check(Random random) throws Exception;
    }

    /** Runs a test with the seed that was asked for, or with one that is the same in every run. */
    static void run(Property property) {
        long seed = Long.getLong(SEED, 20_261_101L);
        try {
            property.check(new Random(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with -D" + SEED + "=" + seed + ": " + e.getMessage(), e);
        }
    }
}

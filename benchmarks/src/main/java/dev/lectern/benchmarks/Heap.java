package dev.lectern.benchmarks;

import java.lang.management.ManagementFactory;

/** Tells how much of the heap is in use. */
final class Heap {

    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** Collects garbage, then returns the bytes of living objects. */
    static long usedBytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

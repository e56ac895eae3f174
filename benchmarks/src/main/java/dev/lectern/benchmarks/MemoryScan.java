package dev.lectern.benchmarks;

/**
 * Reads as many bytes as a search over float vectors must, and does next to nothing with them: the limit that memory sets.
 *
 * <p>Immutable after construction, safe to read concurrently.
 */
final class MemoryScan {

    private final float[] floats;
    private final long[] longs;

    /** Makes room for so many floats, and as many bytes again as whole numbers. */
    MemoryScan(int count) {
        floats = new float[count];
        longs = new long[count / 2];
        for (int i = 0; i < count; i++) {
            floats[i] = i & 15;
        }
        for (int i = 0; i < longs.length; i++) {
            longs[i] = i & 15;
        }
    }

    /** Returns the floats, for a sum by other means. */
    float[] floats() {
        return floats;
    }

    /** Returns the sum of all floats by eight running sums, so that an addition need not wait for the last one. */
    float sumOfFloats() {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i < floats.length - 7; i += 8) {
            s0 += floats[i];
            s1 += floats[i + 1];
            s2 += floats[i + 2];
            s3 += floats[i + 3];
            s4 += floats[i + 4];
            s5 += floats[i + 5];
            s6 += floats[i + 6];
            s7 += floats[i + 7];
        }
        for (; i < floats.length; i++) {
            s0 += floats[i];
        }
        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
    }

    /** Returns the sum of as many bytes as whole numbers, which the compiler turns into vector instructions by itself. */
    long sumOfLongs() {
        long sum = 0;
        for (long value : longs) {
            sum += value;
        }
        return sum;
    }
}

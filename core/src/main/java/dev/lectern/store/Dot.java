package dev.lectern.store;

/**
 * Inner products of a question's vector with rows of a {@link VectorTable}.
 *
 * <p>{@link #four} is the fast one: plain Java, no flags, no incubator module. It reads four rows that lie far apart in memory in
 * step, so that four cache misses and page walks are under way at a time, with two running sums per row, so that an addition need
 * not wait for the last one. Four rows next to each other are more than twice as slow: the hardware reads ahead per stream, and
 * near rows look like one stream that jumps.
 *
 * <p>{@link #cosine} is the exact one; {@link #relativeError} says how far the others may lie from it. No state, thread-safe.
 */
final class Dot {

    /** The unit roundoff of {@code float}: half the distance from 1 to the next float. */
    private static final double UNIT_ROUNDOFF = 0x1p-24;

    /**
     * Roundings beside one per dimension: scaling of the question, product, joining of sums, the inverse length and its product.
     * Three more than these five cover what was rounded in {@code double} and lost to gradual underflow, both below 2^-24.
     */
    private static final int OTHER_ROUNDINGS = 8;

    private Dot() {}

    /** Writes to {@code out} the products of {@code q} with the rows that start at {@code o} in four arrays. */
    static void four(float[] q, float[] a, float[] b, float[] c, float[] d, int o, float[] out) {
        float a0 = 0;
        float a1 = 0;
        float b0 = 0;
        float b1 = 0;
        float c0 = 0;
        float c1 = 0;
        float d0 = 0;
        float d1 = 0;
        int i = 0;
        for (; i < q.length - 1; i += 2) {
            float q0 = q[i];
            float q1 = q[i + 1];
            a0 += q0 * a[o + i];
            a1 += q1 * a[o + i + 1];
            b0 += q0 * b[o + i];
            b1 += q1 * b[o + i + 1];
            c0 += q0 * c[o + i];
            c1 += q1 * c[o + i + 1];
            d0 += q0 * d[o + i];
            d1 += q1 * d[o + i + 1];
        }
        if (i < q.length) {
            a0 += q[i] * a[o + i];
            b0 += q[i] * b[o + i];
            c0 += q[i] * c[o + i];
            d0 += q[i] * d[o + i];
        }
        out[0] = a0 + a1;
        out[1] = b0 + b1;
        out[2] = c0 + c1;
        out[3] = d0 + d1;
    }

    /** Returns the product of {@code q} with the row that starts at {@code o}; eight sums, so that additions overlap. */
    static float one(float[] q, float[] row, int o) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i < q.length - 7; i += 8) {
            s0 += q[i] * row[o + i];
            s1 += q[i + 1] * row[o + i + 1];
            s2 += q[i + 2] * row[o + i + 2];
            s3 += q[i + 3] * row[o + i + 3];
            s4 += q[i + 4] * row[o + i + 4];
            s5 += q[i + 5] * row[o + i + 5];
            s6 += q[i + 6] * row[o + i + 6];
            s7 += q[i + 7] * row[o + i + 7];
        }
        for (; i < q.length; i++) {
            s0 += q[i] * row[o + i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /**
     * Returns the cosine of {@code q} and a row, to the last bit as {@link dev.lectern.embed.Embedding#cosine} computes it: products
     * of floats are exact in {@code double}, sums run in the order of the dimensions; 0 if either has length zero.
     *
     * @param squaredLength {@link #squaredLength} of {@code q}
     */
    static double cosine(float[] q, double squaredLength, float[] row, int o) {
        double dot = 0;
        double own = 0;
        for (int i = 0; i < q.length; i++) {
            double value = row[o + i];
            dot += q[i] * value;
            own += value * value;
        }
        return own == 0 || squaredLength == 0 ? 0 : Math.max(-1, Math.min(1, dot / Math.sqrt(squaredLength * own)));
    }

    /** Returns the sum of squares, in {@code double} and in the order of the dimensions. */
    static double squaredLength(float[] q) {
        double sum = 0;
        for (float value : q) {
            sum += (double) value * value;
        }
        return sum;
    }

    /**
     * Returns the bound on {@code |four - dot|} and {@code |one - dot|} as a part of the product of both lengths.
     *
     * <p>A float inner product of n terms lies within {@code g(n) * sum |q_i x_i|} of the true one, {@code g(m) = m u / (1 - m u)},
     * in whatever order it is summed, and the sum is at most {@code |q| |x|} (Cauchy-Schwarz).
     *
     * @see <a href="https://doi.org/10.1137/1.9780898718027">N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd
     *     edition 2002, section 3.1, equation 3.5</a>
     */
    static double relativeError(int dimensions) {
        double roundings = (dimensions + (double) OTHER_ROUNDINGS) * UNIT_ROUNDOFF;
        return roundings < 1 ? roundings / (1 - roundings) : Double.POSITIVE_INFINITY;
    }
}

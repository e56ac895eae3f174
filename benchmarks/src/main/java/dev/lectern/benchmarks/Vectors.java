package dev.lectern.benchmarks;

import java.util.Random;

/**
 * Vectors as embedding models give them: of length 1, in clusters of very different sizes, with few directions of large variance.
 *
 * <p>The same seed gives the same vectors.
 */
final class Vectors {

    private static final int CLUSTERS = 1_000;

    /** How fast the variance falls with the dimension: that of the last is about a fiftieth of that of the first. */
    private static final double DECAY = 4;

    /** How far vectors lie from the middle of their cluster; the middles are of length 1. */
    private static final double SPREAD = 0.7;

    private final Random random;
    private final int dimensions;
    private final float[][] middles;

    Vectors(long seed, int dimensions) {
        this.random = new Random(seed);
        this.dimensions = dimensions;
        this.middles = new float[CLUSTERS][];
        for (int i = 0; i < CLUSTERS; i++) {
            middles[i] = unit(noise(1));
        }
    }

    /** Returns the next vectors. */
    float[][] next(int count) {
        float[][] vectors = new float[count][];
        for (int i = 0; i < count; i++) {
            vectors[i] = next();
        }
        return vectors;
    }

    /** The square makes low cluster numbers common: the first tenth of the clusters has a third of the vectors. */
    private float[] next() {
        double skewed = random.nextDouble() * random.nextDouble();
        float[] middle = middles[(int) (skewed * CLUSTERS)];
        float[] vector = noise(SPREAD / Math.sqrt(dimensions));
        for (int i = 0; i < dimensions; i++) {
            vector[i] += middle[i];
        }
        return unit(vector);
    }

    private float[] noise(double scale) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (scale * random.nextGaussian() * Math.exp(-DECAY / 2 * i / dimensions));
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(sum));
        }
        return vector;
    }
}

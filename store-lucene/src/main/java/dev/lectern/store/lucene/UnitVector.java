package dev.lectern.store.lucene;

import dev.lectern.embed.Embedding;

/** Brings vectors to length 1, so that the cosine of two is their inner product. A vector of length zero stays as it is. */
final class UnitVector {

    private UnitVector() {}

    static float[] of(Embedding embedding) {
        float[] values = embedding.toArray();
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        if (sum == 0) {
            return values;
        }
        double length = Math.sqrt(sum);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length);
        }
        return values;
    }

    /** Returns the cosine of two vectors of length 1 or 0: within 1e-7 of the one of the vectors they were made from. */
    static double cosine(float[] one, float[] other) {
        double dot = 0;
        for (int i = 0; i < one.length; i++) {
            dot += (double) one[i] * other[i];
        }
        return Math.max(-1, Math.min(1, dot));
    }
}

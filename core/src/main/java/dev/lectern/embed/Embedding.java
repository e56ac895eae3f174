package dev.lectern.embed;

import java.util.Arrays;
import java.util.Objects;

/**
 * The vector of a text.
 *
 * <p>Immutable: floats are copied in and out. Equal when all floats are equal.
 */
public final class Embedding {

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /**
     * Makes an embedding; the array is copied.
     *
     * @param values one finite float per dimension, at least one
     * @throws IllegalArgumentException if there is no value or one is not finite (message has its position)
     */
    public static Embedding of(float... values) {
        Objects.requireNonNull(values, "values");
        if (values.length == 0) {
            throw new IllegalArgumentException("values must have at least one dimension, got: 0");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("values must be finite, got: " + values[i] + " at dimension " + i);
            }
        }
        return new Embedding(values.clone());
    }

    /** Returns the number of floats. */
    public int dimensions() {
        return values.length;
    }

    /** Returns one float. */
    public float get(int dimension) {
        return values[dimension];
    }

    /** Returns a copy of the floats. */
    public float[] toArray() {
        return values.clone();
    }

    /** Copies the floats into {@code target} from {@code offset} on, for indexes with storage of their own. */
    public void copyInto(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /**
     * Returns the cosine of the angle to another embedding: -1 to 1, higher is closer; 0 if either has length zero.
     *
     * @throws IllegalArgumentException if the dimensions differ (message has both)
     */
    public double cosine(Embedding other) {
        if (other.values.length != values.length) {
            throw new IllegalArgumentException(
                    "other must have " + values.length + " dimensions, got: " + other.values.length);
        }
        double dot = 0;
        double own = 0;
        double theirs = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
            own += (double) values[i] * values[i];
            theirs += (double) other.values[i] * other.values[i];
        }
        return own == 0 || theirs == 0 ? 0 : Math.max(-1, Math.min(1, dot / Math.sqrt(own * theirs)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Returns {@code float[dimensions]}. */
    @Override
    public String toString() {
        return "float[" + values.length + "]";
    }
}

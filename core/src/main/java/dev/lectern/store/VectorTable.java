package dev.lectern.store;

import dev.lectern.embed.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The vectors of an {@link InMemoryStore}: rows of floats without gaps, and the exact search over them.
 *
 * <p>Rows lie in segments of half a mebibyte, so that growing never copies more than that, {@code rows * dimensions} may pass 2^31,
 * and the garbage collector has no huge arrays to place. Removing a row moves the last one into its place: O(1), nothing to compact.
 *
 * <p>Memory: {@code 4 * dimensions + 4} bytes per row. Safe to search concurrently; changes need the caller's lock.
 */
final class VectorTable {

    /**
     * The size of a segment: with its header just below half a region of the G1 collector with 1 MiB regions, above which an array
     * would take whole regions of its own.
     */
    private static final int SEGMENT_BYTES = (1 << 19) - 32;

    /** How many segments are read in step; see {@link Dot#four}. */
    private static final int STREAMS = 4;

    /**
     * Lengths outside this range could overflow or underflow in {@code float}; such rows have no usable first-pass score and are
     * always scored exactly. Embedding models give lengths near 1.
     */
    private static final double SHORTEST = 0x1p-40;

    private static final double LONGEST = 0x1p40;

    private final int dimensions;
    private final int rowsPerSegment;
    private final List<float[]> segments = new ArrayList<>();
    private float[] inverseLengths = new float[16];
    private int size;

    /** Makes an empty table of vectors with so many dimensions. */
    VectorTable(int dimensions) {
        this.dimensions = dimensions;
        this.rowsPerSegment = Math.max(1, SEGMENT_BYTES / Float.BYTES / dimensions);
    }

    /** Returns the number of floats of each row. */
    int dimensions() {
        return dimensions;
    }

    /**
     * Checks that a vector can be compared with those stored.
     *
     * @param subject what brought it, for the message
     * @throws IllegalArgumentException if it has another number of dimensions
     */
    void requireDimensions(Embedding embedding, String subject) {
        if (embedding.dimensions() != dimensions) {
            throw new IllegalArgumentException("embedding must have the " + dimensions
                    + " dimensions of those stored, got: " + embedding.dimensions() + " in " + subject
                    + ". Use the same embedding model, or an empty store.");
        }
    }

    /** Returns the number of rows. */
    int size() {
        return size;
    }

    /** Makes room for more rows, so that adding them cannot fail for want of memory. */
    void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > inverseLengths.length) {
            inverseLengths = Arrays.copyOf(inverseLengths, Growth.capacity(inverseLengths.length, needed));
        }
        while ((long) segments.size() * rowsPerSegment < needed) {
            segments.add(new float[rowsPerSegment * dimensions]);
        }
    }

    /** Adds a vector as the last row. */
    void add(Embedding vector) {
        reserve(1);
        int row = size++;
        float[] segment = segments.get(row / rowsPerSegment);
        int offset = row % rowsPerSegment * dimensions;
        vector.copyInto(segment, offset);
        inverseLengths[row] = inverseLength(segment, offset);
    }

    /** Removes a row; the last one takes its place. */
    void remove(int row) {
        int last = --size;
        System.arraycopy(
                segments.get(last / rowsPerSegment),
                last % rowsPerSegment * dimensions,
                segments.get(row / rowsPerSegment),
                row % rowsPerSegment * dimensions,
                dimensions);
        inverseLengths[row] = inverseLengths[last];
        while ((segments.size() - 2L) * rowsPerSegment >= size) {
            segments.remove(segments.size() - 1);
        }
    }

    /**
     * Offers to {@code best} all rows whose cosine to {@code query} can still be among the best.
     *
     * <p>One pass in {@code float} gives each row a score that is off by at most {@link Dot#relativeError}. Only a row that this
     * error could lift above the worst of the best so far is scored again in {@code double}; the result is that of scoring every
     * row in {@code double}. For rows in random order that is about {@code k * ln(rows / k)} rows.
     *
     * @param accepts whether a row may be returned; asked only for rows that are close enough
     */
    void search(Embedding query, IntPredicate accepts, TopK best) {
        new Scan(query, accepts, best).run();
    }

    /** Returns what offers single rows to {@code best}, with the same result as {@link #search} over those rows. */
    IntConsumer offering(Embedding query, TopK best) {
        Scan scan = new Scan(query, row -> true, best);
        return scan::one;
    }

    private float inverseLength(float[] segment, int offset) {
        double sum = 0;
        for (int i = offset; i < offset + dimensions; i++) {
            sum += (double) segment[i] * segment[i];
        }
        double length = Math.sqrt(sum);
        if (length == 0) {
            return 0;
        }
        return length < SHORTEST || length > LONGEST ? Float.NaN : (float) (1 / length);
    }

    /** One search: the question in both precisions and the best so far. */
    private final class Scan {

        private final float[] query;
        private final double squaredLength;
        private final float[] unit;
        private final double error = Dot.relativeError(dimensions);
        private final IntPredicate accepts;
        private final TopK best;
        private double limit = Double.NEGATIVE_INFINITY;

        Scan(Embedding vector, IntPredicate accepts, TopK best) {
            this.query = vector.toArray();
            this.squaredLength = Dot.squaredLength(query);
            this.unit = new float[dimensions];
            double length = Math.sqrt(squaredLength);
            for (int i = 0; length > 0 && i < dimensions; i++) {
                unit[i] = (float) (query[i] / length);
            }
            this.accepts = accepts;
            this.best = best;
        }

        void run() {
            int full = size / rowsPerSegment;
            int inStep = full - full % STREAMS;
            float[] products = new float[STREAMS];
            for (int first = 0; first < inStep; first += STREAMS) {
                scanInStep(first, products);
            }
            for (int row = inStep * rowsPerSegment; row < size; row++) {
                one(row);
            }
        }

        void one(int row) {
            float[] segment = segments.get(row / rowsPerSegment);
            consider(row, Dot.one(unit, segment, row % rowsPerSegment * dimensions));
        }

        private void scanInStep(int first, float[] products) {
            float[] a = segments.get(first);
            float[] b = segments.get(first + 1);
            float[] c = segments.get(first + 2);
            float[] d = segments.get(first + 3);
            int row = first * rowsPerSegment;
            for (int i = 0; i < rowsPerSegment; i++, row++) {
                Dot.four(unit, a, b, c, d, i * dimensions, products);
                consider(row, products[0]);
                consider(row + rowsPerSegment, products[1]);
                consider(row + 2 * rowsPerSegment, products[2]);
                consider(row + 3 * rowsPerSegment, products[3]);
            }
        }

        private void consider(int row, float product) {
            // Written so that a row without a first-pass score (NaN) is never passed over.
            boolean tooFar = product * inverseLengths[row] < limit;
            if (!tooFar && accepts.test(row)) {
                float[] segment = segments.get(row / rowsPerSegment);
                best.offer(Dot.cosine(query, squaredLength, segment, row % rowsPerSegment * dimensions), row);
                limit = best.worst() - error;
            }
        }
    }
}

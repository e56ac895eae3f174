package dev.lectern.embed;

import java.util.Arrays;

/**
 * Where the tokens of a text lie: two arrays of UTF-16 offsets, half-open, in text order.
 *
 * <p>Immutable.
 */
public final class TokenSpans {

    private final int[] starts;
    private final int[] ends;

    private TokenSpans(int[] starts, int[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /** Starts an empty list of tokens. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the number of tokens. */
    public int size() {
        return starts.length;
    }

    /** Returns where token {@code index} begins. */
    public int start(int index) {
        return starts[index];
    }

    /** Returns the offset after the last code unit of token {@code index}. */
    public int end(int index) {
        return ends[index];
    }

    /** Returns the first token that starts at {@code offset} or later; {@link #size()} if there is none. */
    public int firstFrom(int offset) {
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the number of tokens, for people. */
    @Override
    public String toString() {
        return "TokenSpans[" + starts.length + "]";
    }

    /** Collects tokens in text order; one thread at a time. */
    public static final class Builder {

        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private int size;

        private Builder() {}

        /** Adds the token at {@code [start, end)}, not before the one added last. */
        public Builder add(int start, int end) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            starts[size] = start;
            ends[size++] = end;
            return this;
        }

        /** Returns the tokens. */
        public TokenSpans build() {
            return new TokenSpans(Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
        }
    }
}

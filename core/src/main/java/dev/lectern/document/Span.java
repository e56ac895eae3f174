package dev.lectern.document;

/**
 * A half-open range {@code [start, end)} of a document's text, in UTF-16 code units.
 *
 * <p>Immutable.
 *
 * @param start the first code unit, 0 or more
 * @param end the code unit after the last one, {@code start} or more
 */
public record Span(int start, int end) implements Comparable<Span> {

    /**
     * Makes a span.
     *
     * @throws IllegalArgumentException if {@code start} is negative or {@code end} lies before it
     */
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span must be 0 <= start <= end, got: [" + start + ", " + end + ")");
        }
    }

    /** Returns the number of UTF-16 code units in this span. */
    public int length() {
        return end - start;
    }

    /** Tells whether {@code other} lies within this span. */
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /** Tells whether this span and {@code other} share at least one code unit. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** Returns this span moved right by {@code offset} code units. */
    public Span shift(int offset) {
        return new Span(start + offset, end + offset);
    }

    /** Returns the part of {@code text} that this span covers. */
    public String of(String text) {
        return text.substring(start, end);
    }

    /** Orders by start, then by end. */
    @Override
    public int compareTo(Span other) {
        return start != other.start ? Integer.compare(start, other.start) : Integer.compare(end, other.end);
    }

    /** Returns {@code [start, end)}. */
    @Override
    public String toString() {
        return "[" + start + ", " + end + ")";
    }
}

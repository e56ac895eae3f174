package dev.lectern.models.onnx;

import java.util.Arrays;

/** Word pieces of a text as they are found: ids and UTF-16 offsets; one thread at a time. */
final class Pieces {

    private int[] ids = new int[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int size;

    void add(int id, int start, int end) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size++] = end;
    }

    /** Forgets all but the first {@code newSize} pieces. */
    void truncate(int newSize) {
        size = newSize;
    }

    int size() {
        return size;
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }

    /** Returns a copy of the ids. */
    int[] ids() {
        return Arrays.copyOf(ids, size);
    }
}

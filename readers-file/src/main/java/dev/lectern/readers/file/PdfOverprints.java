package dev.lectern.readers.file;

import java.util.Arrays;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds glyphs that are printed over themselves, as programs do to make letters look bold or to give them a shadow.
 *
 * <p>A glyph is one of these if the same text stands nearer than a third of its width, in both directions: the rule of PDFBox's own
 * stripper, which looks into trees for it and takes longer than all the rest of the reading. Here glyphs lie in cells of a grid that fits
 * their width, so each is looked for in a few cells that hold a few glyphs; those of very different width are not compared.
 *
 * <p>One page at a time, one thread.
 */
final class PdfOverprints {

    /** Widths of a cell in tolerances, at least; so most glyphs are looked for in one cell. */
    private static final int CELL_EXPONENT = 3;

    /** A page has some thousand glyphs. */
    private static final int FIRST_ENTRIES = 4096;

    private int count;
    private String[] texts = new String[FIRST_ENTRIES];
    private float[] lefts = new float[FIRST_ENTRIES];
    private float[] tops = new float[FIRST_ENTRIES];

    /** The entry that came before into the same bucket, counted from 1; 0 for none. */
    private int[] earlier = new int[FIRST_ENTRIES];

    private int[] hashes = new int[FIRST_ENTRIES];

    /** The entry that came last into a bucket, counted from 1; 0 for none. A power of two, never fewer than entries. */
    private int[] buckets = new int[FIRST_ENTRIES];

    /** Forgets all glyphs: a page begins. */
    void clear() {
        Arrays.fill(texts, 0, count, null);
        Arrays.fill(buckets, 0);
        count = 0;
    }

    /** Tells whether a glyph is printed over one that was added; adds it if not. */
    boolean isOverprint(TextPosition glyph) {
        String text = glyph.getUnicode();
        float left = glyph.getX();
        float top = glyph.getY();
        float tolerance = glyph.getWidth() / text.length() / 3;
        if (!(tolerance > 0 && Float.isFinite(tolerance) && Float.isFinite(left) && Float.isFinite(top))) {
            return false;
        }
        int size = Math.getExponent(tolerance) + CELL_EXPONENT;
        double cells = Math.scalb(1.0, -size);
        int column = cell(left - tolerance, cells);
        int row = cell(top - tolerance, cells);
        int columns = cell(left + tolerance, cells) - column;
        int rows = cell(top + tolerance, cells) - row;
        for (int i = 0; i <= columns; i++) {
            for (int j = 0; j <= rows; j++) {
                if (holds(hash(text, size, column + i, row + j), text, left, top, tolerance)) {
                    return true;
                }
            }
        }
        add(hash(text, size, cell(left, cells), cell(top, cells)), text, left, top);
        return false;
    }

    private boolean holds(int hash, String text, float left, float top, float tolerance) {
        for (int entry = buckets[hash & (buckets.length - 1)]; entry > 0; entry = earlier[entry - 1]) {
            int i = entry - 1;
            boolean near = lefts[i] >= left - tolerance
                    && lefts[i] < left + tolerance
                    && tops[i] >= top - tolerance
                    && tops[i] < top + tolerance;
            if (near && texts[i].equals(text)) {
                return true;
            }
        }
        return false;
    }

    private void add(int hash, String text, float left, float top) {
        if (count == texts.length) {
            grow();
        }
        texts[count] = text;
        lefts[count] = left;
        tops[count] = top;
        hashes[count] = hash;
        put(count++);
    }

    private void put(int entry) {
        int bucket = hashes[entry] & (buckets.length - 1);
        earlier[entry] = buckets[bucket];
        buckets[bucket] = entry + 1;
    }

    private void grow() {
        int length = 2 * count;
        texts = Arrays.copyOf(texts, length);
        lefts = Arrays.copyOf(lefts, length);
        tops = Arrays.copyOf(tops, length);
        hashes = Arrays.copyOf(hashes, length);
        earlier = new int[length];
        buckets = new int[length];
        for (int i = 0; i < count; i++) {
            put(i);
        }
    }

    private static int cell(float place, double cellsPerPoint) {
        return (int) Math.floor(place * cellsPerPoint);
    }

    private static int hash(String text, int size, int column, int row) {
        int hash = ((text.hashCode() * 31 + size) * 0x9E3779B1 + column) * 0x85EBCA6B + row;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >>> 15);
    }
}

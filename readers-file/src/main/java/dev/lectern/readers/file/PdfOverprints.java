package dev.lectern.readers.file;

import java.util.Arrays;
import org.apache.pdfbox.text.TextPosition;

/**
 * Finds glyphs that are printed over themselves, as programs do to make letters look bold or to give them a shadow.
 *
 * <p>A glyph is one of these if the same text stands nearer than a third of its width, in both directions: the rule of PDFBox's own
 * stripper, which looks into trees for it and takes longer than all the rest of the reading. Here most glyphs are right of all that stands at
 * their height, as lines are written, and are not looked for. The others are looked for in the cells of a grid that fits their width: a few cells
 * that hold a few glyphs; those of very different width are not compared.
 *
 * <p>One page at a time, one thread.
 */
final class PdfOverprints {

    /** Widths of a cell in tolerances, at least; so most glyphs are looked for in one cell. */
    private static final int CELL_EXPONENT = 3;

    /** A page has some thousand glyphs. */
    private static final int FIRST_ENTRIES = 4096;

    /** Bands share a place a page height apart; a power of two. */
    private static final int BANDS = 1024;

    /** Less than lines are apart. */
    private static final float BANDS_PER_POINT = 0.25f;

    private int count;
    private TextPosition[] glyphs = new TextPosition[FIRST_ENTRIES];

    /** The entry of the glyph furthest right in each band of the page, its left side, and that of the next one. */
    private final int[] furthest = new int[BANDS];

    private final float[] furthestLeft = new float[BANDS];
    private final float[] secondLeft = new float[BANDS];

    /** How many entries are in the grid; those after them come into it when somebody looks. */
    private int inGrid;

    /** The entry that came before into the same bucket, counted from 1; 0 for none. */
    private int[] earlier = new int[FIRST_ENTRIES];

    /** The entry that came last into a bucket, counted from 1; 0 for none. A power of two, never fewer than entries. */
    private int[] buckets = new int[FIRST_ENTRIES];

    PdfOverprints() {
        clear();
    }

    /** Forgets all glyphs: a page begins. */
    void clear() {
        Arrays.fill(glyphs, 0, count, null);
        Arrays.fill(buckets, 0);
        Arrays.fill(furthestLeft, Float.NEGATIVE_INFINITY);
        Arrays.fill(secondLeft, Float.NEGATIVE_INFINITY);
        count = 0;
        inGrid = 0;
    }

    /** Tells whether a glyph is printed over one that was added; adds it if not. */
    boolean isOverprint(TextPosition glyph) {
        float left = glyph.getX();
        float top = glyph.getY();
        float tolerance = toleranceOf(glyph);
        if (!(tolerance > 0 && Float.isFinite(tolerance + left + top))) {
            return false;
        } else if (!isApart(glyph, left - tolerance, top, tolerance) && isInGrid(glyph, left, top, tolerance)) {
            return true;
        }
        add(glyph, left, top);
        return false;
    }

    /** Tells whether all glyphs at a height are left of a place, but for one with another text: a wide letter follows a narrow one. */
    private boolean isApart(TextPosition glyph, float place, float top, float tolerance) {
        int first = band(top - tolerance);
        int last = band(top + tolerance);
        if (last - first >= BANDS) {
            return false;
        }
        for (int band = first; band <= last; band++) {
            int i = band & (BANDS - 1);
            if (furthestLeft[i] >= place && (secondLeft[i] >= place || isSameText(glyphs[furthest[i]], glyph))) {
                return false;
            }
        }
        return true;
    }

    private boolean isInGrid(TextPosition glyph, float left, float top, float tolerance) {
        while (inGrid < count) {
            put(inGrid++);
        }
        int size = sizeOf(tolerance);
        double cells = Math.scalb(1.0, -size);
        int column = cell(left - tolerance, cells);
        int row = cell(top - tolerance, cells);
        int columns = cell(left + tolerance, cells) - column;
        int rows = cell(top + tolerance, cells) - row;
        for (int i = 0; i <= columns; i++) {
            for (int j = 0; j <= rows; j++) {
                if (holds(hash(glyph, size, column + i, row + j), glyph, tolerance)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holds(int hash, TextPosition glyph, float tolerance) {
        for (int entry = buckets[hash & (buckets.length - 1)]; entry > 0; entry = earlier[entry - 1]) {
            TextPosition other = glyphs[entry - 1];
            float right = other.getX() - glyph.getX();
            float down = other.getY() - glyph.getY();
            boolean near = right >= -tolerance && right < tolerance && down >= -tolerance && down < tolerance;
            if (near && isSameText(other, glyph)) {
                return true;
            }
        }
        return false;
    }

    private void add(TextPosition glyph, float left, float top) {
        if (count == glyphs.length) {
            grow();
        }
        glyphs[count] = glyph;
        int band = band(top) & (BANDS - 1);
        if (left >= furthestLeft[band]) {
            secondLeft[band] = furthestLeft[band];
            furthestLeft[band] = left;
            furthest[band] = count;
        } else {
            secondLeft[band] = Math.max(secondLeft[band], left);
        }
        count++;
    }

    private void put(int entry) {
        TextPosition glyph = glyphs[entry];
        int size = sizeOf(toleranceOf(glyph));
        double cells = Math.scalb(1.0, -size);
        int hash = hash(glyph, size, cell(glyph.getX(), cells), cell(glyph.getY(), cells));
        int bucket = hash & (buckets.length - 1);
        earlier[entry] = buckets[bucket];
        buckets[bucket] = entry + 1;
    }

    private void grow() {
        int length = 2 * count;
        glyphs = Arrays.copyOf(glyphs, length);
        earlier = new int[length];
        buckets = new int[length];
        inGrid = 0;
    }

    private static boolean isSameText(TextPosition one, TextPosition other) {
        return one.getUnicode().equals(other.getUnicode());
    }

    private static float toleranceOf(TextPosition glyph) {
        return glyph.getWidth() / (3 * glyph.getUnicode().length());
    }

    private static int band(float place) {
        return (int) (place * BANDS_PER_POINT);
    }

    private static int sizeOf(float tolerance) {
        return Math.getExponent(tolerance) + CELL_EXPONENT;
    }

    private static int cell(float place, double cellsPerPoint) {
        return (int) Math.floor(place * cellsPerPoint);
    }

    private static int hash(TextPosition glyph, int size, int column, int row) {
        int hash = ((glyph.getUnicode().hashCode() * 31 + size) * 0x9E3779B1 + column) * 0x85EBCA6B + row;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >>> 15);
    }
}

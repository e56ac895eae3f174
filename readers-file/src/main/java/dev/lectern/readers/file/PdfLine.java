package dev.lectern.readers.file;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.text.TextPosition;

/**
 * A line of a PDF page with what its place tells, in points. All is seen along the direction of the text: {@code start} is left of
 * {@code end}, and a larger {@code baseline} is further down.
 *
 * <p>Immutable.
 *
 * @param text of one line, never blank
 * @param direction of the text, in degrees
 * @param size of the font that the middle of the line is in
 * @param font name of the font that the middle of the line is in
 * @param firstWord width of the first word
 * @param space width of a space
 */
record PdfLine(
        String text,
        float direction,
        float start,
        float end,
        float baseline,
        float size,
        String font,
        float firstWord,
        float space) {

    /** More than this from size to size is another kind of text; a line whose middle is in a font for code differs by less. */
    private static final float SAME_SIZE = 1.15f;

    private static final Pattern SUBSET = Pattern.compile("^[A-Z]{6}\\+");

    /**
     * Makes a line.
     *
     * @param glyphs in the order of the text, some of them visible
     */
    static PdfLine of(String text, List<TextPosition> glyphs) {
        int[] visible = new int[glyphs.size()];
        int count = 0;
        float start = Float.POSITIVE_INFINITY;
        float end = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < visible.length; i++) {
            TextPosition glyph = glyphs.get(i);
            if (!isBlank(glyph)) {
                visible[count++] = i;
                float left = glyph.getXDirAdj();
                start = Math.min(start, left);
                end = Math.max(end, left + glyph.getWidthDirAdj());
            }
        }
        TextPosition first = glyphs.get(visible[0]);
        // A first letter may be ornamented and a last one raised; the middle is what the line is like.
        TextPosition middle = glyphs.get(visible[count / 2]);
        return new PdfLine(
                text,
                first.getDir(),
                start,
                end,
                middle.getYDirAdj(),
                sizeOf(middle),
                fontOf(middle),
                firstWord(glyphs.subList(visible[0], glyphs.size())),
                spaceOf(middle));
    }

    /** Joins what stands beside this line: raised marks, cells set a little lower, letters of turned text. */
    PdfLine plus(PdfLine beside) {
        PdfLine larger = beside.size > size ? beside : this;
        boolean touches = Math.abs(beside.start - end) < space / 2;
        return new PdfLine(
                text + (touches ? "" : " ") + beside.text,
                direction,
                Math.min(start, beside.start),
                Math.max(end, beside.end),
                larger.baseline,
                larger.size,
                larger.font,
                firstWord,
                larger.space);
    }

    /** Returns how far the next line is below this one; negative if it is above. */
    float distanceTo(PdfLine next) {
        return next.baseline - baseline;
    }

    boolean isAsLargeAs(PdfLine other) {
        return Math.max(size, other.size) <= SAME_SIZE * Math.min(size, other.size);
    }

    /** Tells whether the lines share a part of their width, as lines of a column do. */
    boolean isInColumnOf(PdfLine other) {
        return direction == other.direction && start < other.end && other.start < end;
    }

    private static float firstWord(List<TextPosition> glyphs) {
        TextPosition first = glyphs.get(0);
        float end = endOf(first);
        for (TextPosition glyph : glyphs.subList(1, glyphs.size())) {
            // Spaces are glyphs in some files and gaps in others.
            if (isBlank(glyph) || glyph.getXDirAdj() > end + spaceOf(glyph) / 2) {
                break;
            }
            end = endOf(glyph);
        }
        return end - first.getXDirAdj();
    }

    private static float endOf(TextPosition glyph) {
        return glyph.getXDirAdj() + glyph.getWidthDirAdj();
    }

    private static float sizeOf(TextPosition glyph) {
        // Fonts made of drawings have a scale of their own, so the size in the text means nothing; capitals are some
        // 0.7 of it.
        return glyph.getFont() instanceof PDType3Font ? glyph.getHeightDir() / 0.7f : glyph.getYScale();
    }

    /** Returns the name without the tag of a subset, of which a file may hold many: {@code ABCDEF+Times-Roman}. */
    private static String fontOf(TextPosition glyph) {
        String name = glyph.getFont().getName();
        return name == null ? "" : SUBSET.matcher(name).replaceFirst("");
    }

    private static float spaceOf(TextPosition glyph) {
        float space = glyph.getWidthOfSpace();
        return space > 0 ? space : sizeOf(glyph) / 4;
    }

    private static boolean isBlank(TextPosition glyph) {
        return glyph.getUnicode() == null || glyph.getUnicode().isBlank();
    }
}

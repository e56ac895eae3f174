package dev.lectern.readers.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where paragraphs begin among the lines of a page.
 *
 * <p>What is far depends on the page: wide spacing is as common as narrow. So a distance is held against those next to it and against
 * the usual one between lines of that size. Where that does not decide, the lines do: a line that ends though the next word would have
 * fitted was ended by its author.
 *
 * <p>One page per object, one thread.
 */
final class PdfParagraphs {

    /** Styles set paragraphs apart by half a line or a line; the narrowest common ones by a quarter of a line. */
    private static final float FARTHER = 1.2f;

    /** Single spacing, in font sizes. */
    private static final float SINGLE = 1.25f;

    /** More than double spacing of a font with tall letters, in font sizes: no lines of one paragraph. */
    private static final float FAR = 2.5f;

    /** How much higher or lower parts of one line stand, in font sizes. */
    private static final float SAME_LINE = 0.5f;

    /** An indent, in spaces; less is the uneven left side of letters. */
    private static final float INDENT = 2;

    /** How much distances in a text differ from each other at most. */
    private static final float EVEN = 0.05f;

    /** How many lines before and after tell what is usual; a page of a book has some forty. */
    private static final int AROUND = 40;

    /** A distance to nothing: no line of the same column and size is near. */
    private static final float NONE = Float.POSITIVE_INFINITY;

    private final List<PdfLine> lines;

    /** The distance of each line to the one before, and of the end to the last line. */
    private final float[] distances;

    /** The right side of the block that each line is in. */
    private final float[] rights;

    private PdfParagraphs(List<PdfLine> lines) {
        this.lines = lines;
        this.distances = distances(lines);
        this.rights = rights(lines, distances);
    }

    /** Returns the text of a page: a line feed between lines, and a blank line between paragraphs. */
    static String join(List<PdfLine> lines) {
        PdfParagraphs page = new PdfParagraphs(joinedBesides(lines));
        StringBuilder text = new StringBuilder();
        boolean begins = false;
        for (int i = 0; i < page.lines.size(); i++) {
            if (i > 0) {
                begins = page.isApart(i) || page.isIndented(i, i == 1 || begins);
                text.append(begins ? "\n\n" : "\n");
            }
            text.append(page.lines.get(i).text());
        }
        return text.toString();
    }

    private static List<PdfLine> joinedBesides(List<PdfLine> lines) {
        List<PdfLine> joined = new ArrayList<>();
        for (PdfLine line : lines) {
            int last = joined.size() - 1;
            if (last >= 0 && areBesides(joined.get(last), line)) {
                joined.set(last, joined.get(last).plus(line));
            } else {
                joined.add(line);
            }
        }
        return joined;
    }

    private static boolean areBesides(PdfLine line, PdfLine next) {
        float size = Math.max(line.size(), next.size());
        return line.direction() == next.direction() && Math.abs(line.distanceTo(next)) <= SAME_LINE * size;
    }

    private static float[] distances(List<PdfLine> lines) {
        float[] distances = new float[lines.size() + 1];
        Arrays.fill(distances, NONE);
        for (int i = 1; i < lines.size(); i++) {
            PdfLine before = lines.get(i - 1);
            PdfLine line = lines.get(i);
            float distance = before.distanceTo(line);
            boolean near = distance > 0 && distance <= FAR * line.size();
            if (near && line.isInColumnOf(before) && line.isAsLargeAs(before)) {
                distances[i] = distance;
            }
        }
        return distances;
    }

    private static float[] rights(List<PdfLine> lines, float[] distances) {
        float[] rights = new float[lines.size()];
        int start = 0;
        for (int end = 1; end <= lines.size(); end++) {
            if (distances[end] == NONE) {
                float right = lines.get(start).end();
                for (PdfLine line : lines.subList(start, end)) {
                    right = Math.max(right, line.end());
                }
                Arrays.fill(rights, start, end, right);
                start = end;
            }
        }
        return rights;
    }

    /** Tells whether a line stands apart from the one before by its place or its font. */
    private boolean isApart(int i) {
        float distance = distances[i];
        if (distance == NONE || distance > FARTHER * Math.min(distances[i - 1], distances[i + 1])) {
            return true;
        }
        PdfLine line = lines.get(i);
        boolean wide = distance > FARTHER * Math.min(SINGLE * line.size(), usualDistance(i));
        boolean sameFont = line.font().equals(lines.get(i - 1).font());
        return (wide && !isWideText(i)) || ((wide || !sameFont) && isEndedBefore(i));
    }

    /** Tells whether lines as far apart as this one from the line before are wrapped text; a list is as even, but its lines end early. */
    private boolean isWideText(int i) {
        int alike = 0;
        int wrapped = 0;
        for (int j = Math.max(1, i - AROUND); j < Math.min(lines.size(), i + AROUND); j++) {
            boolean isAlike = Math.abs(distances[j] - distances[i]) <= EVEN * distances[i];
            if (isAlike && lines.get(j).isAsLargeAs(lines.get(i))) {
                alike++;
                wrapped += isEndedBefore(j) ? 0 : 1;
            }
        }
        return alike > 1 && 3 * wrapped >= 2 * alike;
    }

    /** Returns the median distance of the lines around that are as large as this one. */
    private float usualDistance(int i) {
        float[] alike = new float[2 * AROUND];
        int count = 0;
        for (int j = Math.max(1, i - AROUND); j < Math.min(lines.size(), i + AROUND); j++) {
            if (distances[j] != NONE && lines.get(j).isAsLargeAs(lines.get(i))) {
                alike[count++] = distances[j];
            }
        }
        Arrays.sort(alike, 0, count);
        return alike[(count - 1) / 2];
    }

    /** Tells whether the line before was ended on purpose: the first word of this one would have fitted. */
    private boolean isEndedBefore(int i) {
        PdfLine before = lines.get(i - 1);
        PdfLine line = lines.get(i);
        return before.end() + line.space() + line.firstWord() <= rights[i];
    }

    /** Tells whether the left side begins a paragraph: by an indent, or by the end of a hanging one. */
    private boolean isIndented(int i, boolean followsFirstLine) {
        PdfLine line = lines.get(i);
        float indent = line.start() - lines.get(i - 1).start();
        boolean moved = indent > INDENT * line.space() || indent < -line.space();
        return moved && (!followsFirstLine || isEndedBefore(i));
    }
}

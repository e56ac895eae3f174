package dev.lectern.readers.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PdfOverprintsTest {

    private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

    private final PdfOverprints overprints = new PdfOverprints();

    /** Lines from left to right, glyphs anywhere, second prints of what came before: each is held against all others. */
    @RepeatedTest(30)
    void isOverprint_ofAnyPage_isTheRuleAppliedToAllPairs(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int page = 0; page < 2; page++) {
            overprints.clear();
            List<TextPosition> kept = new ArrayList<>();
            for (TextPosition glyph : page(random)) {
                boolean expected = kept.stream().anyMatch(other -> isOver(other, glyph));

                assertThat(overprints.isOverprint(glyph)).isEqualTo(expected);
                if (!expected) {
                    kept.add(glyph);
                }
            }
        }
    }

    @Test
    void isOverprint_ofAnotherPage_isFalse() {
        assertThat(overprints.isOverprint(glyph("a", 100, 100))).isFalse();
        assertThat(overprints.isOverprint(glyph("a", 100.5f, 100))).isTrue();
        assertThat(overprints.isOverprint(glyph("b", 100.5f, 100))).isFalse();

        overprints.clear();

        assertThat(overprints.isOverprint(glyph("a", 100, 100))).isFalse();
    }

    private static List<TextPosition> page(Random random) {
        List<TextPosition> glyphs = new ArrayList<>();
        float left = 50;
        float top = 50;
        for (int i = 0; i < 1500; i++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    left = random.nextInt(500) - 20;
                    top = top + random.nextInt(3) * 5;
                }
                case 1 -> {
                    left = random.nextInt(60_000) / 100f - 20;
                    top = random.nextInt(600) - 20;
                }
                default -> left += 1 + random.nextInt(6);
            }
            glyphs.add(glyph(String.valueOf((char) ('a' + random.nextInt(4))), left, top));
            if (random.nextInt(8) == 0) {
                TextPosition earlier = glyphs.get(random.nextInt(glyphs.size()));
                float right = (random.nextInt(9) - 4) * 0.45f;
                glyphs.add(glyph(earlier.getUnicode(), earlier.getX() + right, earlier.getY() + right / 2));
            }
        }
        return glyphs;
    }

    private static boolean isOver(TextPosition other, TextPosition glyph) {
        float tolerance = glyph.getWidth() / 3;
        float right = other.getX() - glyph.getX();
        float down = other.getY() - glyph.getY();
        return other.getUnicode().equals(glyph.getUnicode())
                && right >= -tolerance
                && right < tolerance
                && down >= -tolerance
                && down < tolerance;
    }

    /** Makes a glyph of 12 points; a is the widest, d the narrowest of letters that are compared with each other. */
    private static TextPosition glyph(String text, float left, float top) {
        float width = 7.5f - (text.charAt(0) - 'a');
        Matrix place = new Matrix(12, 0, 0, 12, left, 800 - top);
        return new TextPosition(
                0, 600, 800, place, left + width, 800 - top, 8, width, 3, text, new int[] {1}, FONT, 12, 12);
    }
}

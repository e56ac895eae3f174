package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where paragraphs begin in PDF, on pages as text programs set them. */
class PdfParagraphsTest {

    private static final String KEEPER = "The keeper climbs the stairs of the tower every evening.\n"
            + "He trims the wick, fills the lamp with oil and waits until\nthe ships have passed.";
    private static final String TIDES = "The tide turns twice a day. In spring it rises higher than\n"
            + "the old wall, and the cellars of the harbour fill with the\nwater of the sea.";

    @TempDir
    Path root;

    private final List<Pdfs.Line> lines = new ArrayList<>();
    private float y = 72;

    private PdfParagraphsTest paragraph(String text, float size, float leading) {
        for (String line : text.lines().toList()) {
            line(line, 72, size, leading);
        }
        return this;
    }

    private PdfParagraphsTest line(String text, float x, float size, float leading) {
        lines.add(new Pdfs.Line(text, x, y, size));
        y += leading;
        return this;
    }

    private PdfParagraphsTest gap(float points) {
        y += points;
        return this;
    }

    private String text() throws IOException {
        return document(write(root, "page.pdf", Pdfs.of(lines))).text();
    }

    @ParameterizedTest(name = "spacing {0}, {1} lines more between paragraphs")
    @CsvSource({"1.0, 0.5", "1.0, 1", "1.2, 0.5", "1.2, 1", "1.45, 0.5", "1.45, 1", "1.8, 0.5", "1.8, 1", "2.3, 0.5"})
    void wrappedLines_ofAnySpacing_stayTogether(float spacing, float between) throws IOException {
        float leading = 12 * spacing;

        paragraph(KEEPER, 12, leading).gap(between * leading).paragraph(TIDES, 12, leading);

        assertThat(text()).isEqualTo(KEEPER + "\n\n" + TIDES);
    }

    @ParameterizedTest(name = "spacing {0}")
    @CsvSource({"1.0", "1.2", "1.45", "1.8"})
    void indentAlone_beginsAParagraph(float spacing) throws IOException {
        float leading = 12 * spacing;
        String keeper = "The keeper climbs the stairs of the tower every\n"
                + "evening. He trims the wick, fills the lamp with oil and\nwaits until the ships have passed.";
        String tides = "The tide turns twice a day. In spring it rises far\n"
                + "above the old wall, and the cellars of the harbour fill\nwith the water of the sea.";

        for (String text : List.of(keeper, tides)) {
            String[] parts = text.split("\n", 2);
            line(parts[0], 90, 12, leading).paragraph(parts[1], 12, leading);
        }

        assertThat(text()).isEqualTo(keeper + "\n\n" + tides);
    }

    @Test
    void hangingIndent_isNoParagraph() throws IOException {
        String[] first = KEEPER.split("\n", 2);
        String[] second = TIDES.split("\n", 2);

        for (String[] entry : List.of(first, second)) {
            line(entry[0], 72, 12, 14);
            for (String line : entry[1].lines().toList()) {
                line(line, 90, 12, 14);
            }
        }

        assertThat(text()).isEqualTo(KEEPER + "\n\n" + TIDES);
    }

    @Test
    void spacings_ofTwoSizes_areJudgedApart() throws IOException {
        paragraph(KEEPER, 12, 17.4f).gap(12).paragraph(TIDES, 8, 9.6f);

        assertThat(text()).isEqualTo(KEEPER + "\n\n" + TIDES);
    }

    @Test
    void heading_inALargerFont_isAParagraph() throws IOException {
        line("The lighthouse", 72, 18, 22).paragraph(KEEPER, 12, 14).gap(3);
        line("The sea", 72, 14, 14).paragraph(TIDES, 12, 14);

        assertThat(text()).isEqualTo("The lighthouse\n\n" + KEEPER + "\n\nThe sea\n\n" + TIDES);
    }

    @Test
    void list_betweenParagraphs_staysTogether() throws IOException {
        paragraph(KEEPER, 12, 14).gap(7);
        line("1. Trim the wick", 80, 12, 14)
                .line("2. Fill the lamp", 80, 12, 14)
                .line("3. Wait", 80, 12, 14);
        gap(7).paragraph(TIDES, 12, 14);

        assertThat(text()).isEqualTo(KEEPER + "\n\n1. Trim the wick\n2. Fill the lamp\n3. Wait\n\n" + TIDES);
    }

    @Test
    void shortLines_farApart_areParagraphs() throws IOException {
        paragraph(KEEPER, 12, 14).gap(10);
        line("Trim the wick", 72, 12, 24)
                .line("Fill the lamp with oil", 72, 12, 24)
                .line("Wait for ships", 72, 12, 24);

        assertThat(text()).isEqualTo(KEEPER + "\n\nTrim the wick\n\nFill the lamp with oil\n\nWait for ships");
    }

    @Test
    void columns_areApart() throws IOException {
        paragraph(KEEPER, 8, 12);
        y = 72;
        for (String line : TIDES.lines().toList()) {
            line(line, 330, 8, 12);
        }

        assertThat(text()).isEqualTo(KEEPER + "\n\n" + TIDES);
    }

    @Test
    void raisedMark_staysInItsLine() throws IOException {
        paragraph(KEEPER, 12, 20);
        lines.add(1, new Pdfs.Line("3", 372, 72 - 5.8f, 6));

        assertThat(text()).isEqualTo(KEEPER.replaceFirst("\n", " 3\n"));
    }

    @Test
    void singleLetter_onALineOfItsOwn_isNotGluedToTheNext() throws IOException {
        line("I", 72, 12, 40).paragraph(TIDES, 12, 14);

        assertThat(text()).isEqualTo("I\n\n" + TIDES);
    }
}

package dev.lectern.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * Writes the PDF files of the corpus from their texts in {@code src/test/resources/pdf}; run it after a change of a text.
 *
 * <p>A text starts with three lines, title, author and date; a line {@code ----} starts a new page.
 */
final class CorpusPdfs {

    private static final float MARGIN = 64;
    private static final float FONT_SIZE = 11;
    private static final float LEADING = 13;

    private CorpusPdfs() {}

    /** Writes all files; takes no argument and runs in any folder of the project. */
    public static void main(String[] args) throws IOException {
        for (String name : List.of("repair-report-2019", "seabird-survey-2024")) {
            String folder = name.startsWith("repair") ? "lighthouse" : "records";
            write(text(name), Project.corpus().resolve(folder).resolve(name + ".pdf"));
        }
    }

    /** Returns the text of a PDF file, with its three lines of facts. */
    static String text(String name) throws IOException {
        return Files.readString(Project.file("examples/src/test/resources/pdf/" + name + ".txt"));
    }

    private static void write(String text, Path target) throws IOException {
        List<String> facts = text.lines().limit(3).toList();
        String body = text.substring(text.indexOf("\n\n") + 2);
        try (PDDocument pdf = new PDDocument()) {
            pdf.setDocumentInformation(information(facts));
            pdf.setDocumentId((long) facts.get(0).hashCode()); // else it is made of the time of writing
            for (String page : body.split("\n----\n", -1)) {
                addPage(pdf, page.strip());
            }
            pdf.save(target.toFile());
        }
    }

    private static PDDocumentInformation information(List<String> facts) {
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(facts.get(0));
        information.setAuthor(facts.get(1));
        information.setCreationDate(
                GregorianCalendar.from(LocalDate.parse(facts.get(2)).atStartOfDay(ZoneOffset.UTC)));
        return information;
    }

    private static void addPage(PDDocument pdf, String text) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        PDFont font = new PDType1Font(Standard14Fonts.FontName.TIMES_ROMAN);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            content.beginText();
            content.setFont(font, FONT_SIZE);
            content.setLeading(LEADING);
            content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN);
            for (String paragraph : text.split("\n\n", -1)) {
                for (String line : wrapped(paragraph, font)) {
                    content.showText(line);
                    content.newLine();
                }
                content.newLine();
            }
            content.endText();
        }
    }

    private static List<String> wrapped(String paragraph, PDFont font) throws IOException {
        float width = PDRectangle.A4.getWidth() - 2 * MARGIN;
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : paragraph.split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (font.getStringWidth(longer) / 1000 * FONT_SIZE > width) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }
}

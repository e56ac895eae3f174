package dev.lectern.readers.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes PDF files for tests. */
final class Pdfs {

    private Pdfs() {}

    /** Makes a PDF with a page per text; lines are separated by line feeds, an empty text makes a blank page. */
    static byte[] of(String... pages) {
        return of(pdf -> {}, pages);
    }

    /** Makes a PDF and changes it before it is saved. */
    static byte[] of(Consumer<PDDocument> change, String... pages) {
        try (PDDocument pdf = new PDDocument()) {
            for (String text : pages) {
                addPage(pdf, text);
            }
            change.accept(pdf);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addPage(PDDocument pdf, String text) throws IOException {
        PDPage page = new PDPage();
        pdf.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
            content.setLeading(14);
            content.newLineAtOffset(72, 700);
            for (String line : text.lines().toList()) {
                content.showText(line);
                content.newLine();
            }
            content.endText();
        }
    }

    /** A line of text and where it stands, in points from the upper left of the page. */
    record Line(String text, float x, float y, float size) {}

    /** Makes a PDF of one page with lines at their places. */
    static byte[] of(List<Line> lines) {
        return of(pdf -> addLines(pdf, lines), "");
    }

    private static void addLines(PDDocument pdf, List<Line> lines) {
        PDPage page = pdf.getPage(0);
        try (PDPageContentStream content =
                new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.APPEND, true)) {
            for (Line line : lines) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), line.size());
                content.newLineAtOffset(line.x(), page.getMediaBox().getHeight() - line.y());
                content.showText(line.text());
                content.endText();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a PDF of one page that shows a picture only, as a scanner does. */
    static byte[] scan() {
        return of(pdf -> addPicture(pdf, 0), "");
    }

    /** Puts a picture on a page. */
    static void addPicture(PDDocument pdf, int page) {
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        try (PDPageContentStream content =
                new PDPageContentStream(pdf, pdf.getPage(page), PDPageContentStream.AppendMode.APPEND, true)) {
            content.drawImage(LosslessFactory.createFromImage(pdf, picture), 72, 300);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a PDF of {@code count} pages with a text of their own each. */
    static byte[] ofPages(int count) {
        return of(IntStream.rangeClosed(1, count).mapToObj(Pdfs::textOf).toArray(String[]::new));
    }

    /** Returns the text of a page of {@link #ofPages}. */
    static String textOf(int page) {
        return "This is page " + page + "\nof many";
    }
}

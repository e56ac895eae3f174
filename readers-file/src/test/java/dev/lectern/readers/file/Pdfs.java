package dev.lectern.readers.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDStream;
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

    /** Puts glyphs on the first page whose font has numbers for them and no characters: Identity-H without a map to Unicode. */
    static void addUnknownGlyphs(PDDocument pdf, int count) {
        try {
            COSDictionary descendant = new COSDictionary();
            descendant.setItem(COSName.TYPE, COSName.FONT);
            descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE2);
            descendant.setName(COSName.BASE_FONT, "Unknown");
            COSDictionary system = new COSDictionary();
            system.setString(COSName.REGISTRY, "Adobe");
            system.setString(COSName.ORDERING, "Identity");
            system.setInt(COSName.SUPPLEMENT, 0);
            descendant.setItem(COSName.CIDSYSTEMINFO, system);
            COSArray descendants = new COSArray();
            descendants.add(descendant);
            COSDictionary font = new COSDictionary();
            font.setItem(COSName.TYPE, COSName.FONT);
            font.setItem(COSName.SUBTYPE, COSName.TYPE0);
            font.setName(COSName.BASE_FONT, "Unknown");
            font.setItem(COSName.ENCODING, COSName.IDENTITY_H);
            font.setItem(COSName.DESCENDANT_FONTS, descendants);
            PDPage page = pdf.getPage(0);
            PDResources resources = Objects.requireNonNullElseGet(page.getResources(), PDResources::new);
            COSDictionary fonts = Objects.requireNonNullElseGet(
                    resources.getCOSObject().getCOSDictionary(COSName.FONT), COSDictionary::new);
            fonts.setItem(COSName.getPDFName("Unknown"), font);
            resources.getCOSObject().setItem(COSName.FONT, fonts);
            page.setResources(resources);
            PDStream stream = new PDStream(pdf);
            try (OutputStream out = stream.createOutputStream()) {
                String shown = "BT /Unknown 12 Tf 72 400 Td <" + "FFF0".repeat(count) + "> Tj ET";
                out.write(shown.getBytes(StandardCharsets.US_ASCII));
            }
            List<PDStream> contents = new ArrayList<>();
            page.getContentStreams().forEachRemaining(contents::add);
            contents.add(stream);
            page.setContents(contents);
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

package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.document;
import static dev.lectern.readers.file.Folders.failure;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Document;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.reader.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from PDF. */
class PdfFormatTest {

    @TempDir
    Path root;

    @Test
    void pages_becomeSections_apartByAPageBreak() throws IOException {
        Path file = write(root, "three.pdf", Pdfs.of("First page, line one\nline two", "", "Third page"));

        Document document = document(file);

        assertThat(document.text()).isEqualTo("First page, line one\nline two\n\fThird page");
        assertThat(document.metadata().number(MetadataKeys.PAGE_COUNT)).hasValue(3);
        assertThat(document.sections())
                .extracting(Section::metadata)
                .extracting(m -> m.number(MetadataKeys.PAGE).getAsLong())
                .containsExactly(1L, 3L);
        assertThat(document.sections().stream()
                        .map(s -> s.span().of(document.text()))
                        .toList())
                .containsExactly("First page, line one\nline two", "Third page");
    }

    @Test
    void glyphs_printedOverThemselves_areReadOnce() throws IOException {
        Path file = write(
                root,
                "bold.pdf",
                Pdfs.of(List.of(
                        new Pdfs.Line("Shall will tttoo 1.000", 72, 100, 12),
                        new Pdfs.Line("Shall will tttoo 1.000", 72.4f, 100, 12),
                        new Pdfs.Line("Shall will tttoo 1.000", 71.8f, 100.3f, 12))));

        assertThat(document(file).text()).isEqualTo("Shall will tttoo 1.000");
    }

    @ParameterizedTest
    @ValueSource(floats = {3, 12, 30})
    void glyphs_ofOneSizeAtAnyPlace_areReadAsOftenAsByTheLibrary(float size) throws IOException {
        Random random = new Random(20261129);
        List<Pdfs.Line> lines = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            String letter = random.nextBoolean() ? "m" : "l";
            lines.add(new Pdfs.Line(
                    letter, 50 + 9 * size * random.nextFloat(), 50 + 9 * size * random.nextFloat(), size));
        }
        byte[] pdf = Pdfs.of(lines);
        try (PDDocument opened = Loader.loadPDF(pdf)) {
            assertThat(letters(document(write(root, "letters.pdf", pdf)).text()))
                    .isEqualTo(letters(new PDFTextStripper().getText(opened)));
        }
    }

    private static Map<Character, Long> letters(String text) {
        return text.chars()
                .filter(Character::isLetter)
                .mapToObj(letter -> (char) letter)
                .collect(Collectors.groupingBy(letter -> letter, Collectors.counting()));
    }

    @Test
    void information_ofTheDocument_becomesMetadata() throws IOException {
        GregorianCalendar created = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        created.setTimeInMillis(Instant.parse("2020-01-02T03:04:05Z").toEpochMilli());
        Path file = write(
                root,
                "book.pdf",
                Pdfs.of(
                        pdf -> {
                            pdf.getDocumentInformation().setTitle("The Tides");
                            pdf.getDocumentInformation().setAuthor("(anonymous)");
                            pdf.getDocumentInformation().setSubject("Water that comes and goes");
                            pdf.getDocumentInformation().setCreationDate(created);
                            pdf.getDocumentCatalog().setLanguage("en_GB");
                        },
                        "text"));

        Document document = document(file);

        assertThat(document.metadata().text(MetadataKeys.TITLE)).contains("The Tides");
        assertThat(document.metadata().text(MetadataKeys.AUTHOR)).isEmpty();
        assertThat(document.metadata().text(MetadataKeys.DESCRIPTION)).contains("Water that comes and goes");
        assertThat(document.metadata().instant(MetadataKeys.CREATED_AT))
                .contains(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(document.metadata().text(MetadataKeys.LANGUAGE)).contains("en-GB");
    }

    @Test
    void formValuesAndComments_followTheTextOfTheirPage() throws IOException {
        Path file = write(root, "form.pdf", Pdfs.of(PdfFormatTest::addFormAndComment, "Please fill in"));

        assertThat(document(file).text()).isEqualTo("Please fill in\n\nname: Ada\nLooks good");
    }

    @Test
    void formValue_thatOnlyItsPageKnows_followsTheTextOfThatPage() throws IOException {
        Path file = write(
                root,
                "form.pdf",
                Pdfs.of(
                        pdf -> {
                            addFormAndComment(pdf);
                            pdf.getDocumentCatalog()
                                    .getAcroForm()
                                    .getField("name")
                                    .getWidgets()
                                    .get(0)
                                    .getCOSObject()
                                    .removeItem(COSName.P);
                        },
                        "Please fill in",
                        "The end"));

        assertThat(document(file).text()).isEqualTo("Please fill in\n\nname: Ada\nLooks good\n\fThe end");
    }

    @Test
    void comment_onAPageWithoutContent_isText() throws IOException {
        Path file = write(
                root,
                "form.pdf",
                Pdfs.of(
                        pdf -> {
                            addFormAndComment(pdf);
                            pdf.getPage(0).getCOSObject().removeItem(COSName.CONTENTS);
                        },
                        ""));

        assertThat(document(file).text()).isEqualTo("name: Ada\nLooks good");
    }

    private static void addFormAndComment(PDDocument pdf) {
        try {
            PDAcroForm form = new PDAcroForm(pdf);
            PDResources resources = new PDResources();
            resources.put(COSName.getPDFName("Helv"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
            form.setDefaultResources(resources);
            form.setDefaultAppearance("/Helv 10 Tf");
            PDTextField field = new PDTextField(form);
            field.setPartialName("name");
            PDAnnotationWidget widget = field.getWidgets().get(0);
            widget.setRectangle(new PDRectangle(72, 500, 100, 20));
            widget.setPage(pdf.getPage(0));
            PDAnnotationText comment = new PDAnnotationText();
            comment.setContents("Looks good");
            pdf.getPage(0).setAnnotations(List.of(widget, comment));
            form.setFields(List.of(field));
            pdf.getDocumentCatalog().setAcroForm(form);
            field.setValue("Ada");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void encrypted_withoutPassword_isAFailureThatSaysSo() throws IOException {
        Path file = write(root, "secret.pdf", Pdfs.of(pdf -> protect(pdf, "open sesame"), "The treasure"));

        ReadResult right = collect(FileReader.builder().password("open sesame").build(), file);
        ReadResult wrong = collect(FileReader.builder().password("open barley").build(), file);

        assertThat(failure(file).reason()).isEqualTo("encrypted: it needs a password. Give the option password.");
        assertThat(wrong.failures().get(0).reason()).isEqualTo("encrypted: the given password does not open it.");
        assertThat(right.documents().get(0).text()).isEqualTo("The treasure");
    }

    @Test
    void encrypted_forOwnersOnly_isRead() throws IOException {
        Path file = write(root, "open.pdf", Pdfs.of(pdf -> protect(pdf, ""), "For everybody"));

        assertThat(document(file).text()).isEqualTo("For everybody");
    }

    private static void protect(PDDocument pdf, String userPassword) {
        try {
            pdf.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void scan_withoutText_isAFailureThatSaysSo() throws IOException {
        Path file = write(root, "scan.pdf", Pdfs.scan());

        assertThat(failure(file).reason()).isEqualTo("no text: pages are images. Run OCR over it first.");
    }

    @Test
    void scannedPages_amongOthers_areNamedInTheMetadata() throws IOException {
        Path file = write(
                root,
                "partly.pdf",
                Pdfs.of(
                        pdf -> List.of(1, 3, 4, 5).forEach(page -> Pdfs.addPicture(pdf, page)),
                        "A cover",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "The end"));

        Document document = document(file);

        assertThat(document.text()).isEqualTo("A cover\n\fThe end");
        assertThat(document.metadata().text(MetadataKeys.PAGES_WITHOUT_TEXT)).contains("2, 4-6");
    }

    @Test
    void pictures_onPagesWithText_areNotNamed() throws IOException {
        Path file = write(root, "illustrated.pdf", Pdfs.of(pdf -> Pdfs.addPicture(pdf, 0), "A picture of a boat"));

        assertThat(document(file).metadata().text(MetadataKeys.PAGES_WITHOUT_TEXT))
                .isEmpty();
    }

    @Test
    void contentOfAPage_isMissingAmongOthers_isADocumentAndAFailure() throws IOException {
        Path file = write(root, "lost.pdf", Pdfs.of(PdfFormatTest::loseContent, "The map", "The treasure", "The end"));

        ReadResult result = collect(FileReader.create(), file);

        assertThat(result.documents().get(0).text()).isEqualTo("The map\n\fThe end");
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.source()).isEqualTo(file + "!/page 2");
            assertThat(failure.reason())
                    .isEqualTo("damaged: the content of page 2 is missing. Save it anew with the program it is from.");
        });
    }

    @Test
    void blankPages_withoutImages_areAnEmptyDocument() throws IOException {
        Path file = write(root, "blank.pdf", Pdfs.of("", ""));

        assertThat(document(file).text()).isEmpty();
        assertThat(document(file).sections()).isEmpty();
    }

    @Test
    void blankPages_withFailureAsPolicy_areAFailure() throws IOException {
        Path file = write(root, "blank.pdf", Pdfs.of("", ""));

        ReadResult result =
                collect(FileReader.builder().emptyFiles(EmptyFiles.FAILURE).build(), file);

        assertThat(result.failures().get(0).reason()).startsWith("empty: ");
    }

    @Test
    void noPages_isAFailureThatSaysSo() throws IOException {
        Path none = write(root, "none.pdf", Pdfs.of());
        Path lost = write(root, "lost.pdf", Pdfs.of(PdfFormatTest::losePages, "The treasure"));

        assertThat(failure(none).reason())
                .isEqualTo("damaged: it has no page that can be read. Save it anew with the program it is from.");
        assertThat(failure(lost).reason()).isEqualTo(failure(none).reason());
    }

    /** Leaves a tree that counts a page and has none. */
    private static void losePages(PDDocument pdf) {
        pdf.getPages().getCOSObject().setItem(COSName.KIDS, new COSArray());
    }

    @Test
    void contentOfAPage_isMissing_isAFailureThatNamesThePage() throws IOException {
        Path file = write(root, "lost.pdf", Pdfs.of(PdfFormatTest::loseContent, "", "The treasure"));

        assertThat(failure(file).reason())
                .isEqualTo("damaged: the content of page 2 is missing. Save it anew with the program it is from.");
    }

    private static void loseContent(PDDocument pdf) {
        pdf.getPage(1).getCOSObject().setItem(COSName.CONTENTS, new COSDictionary());
    }

    @Test
    void damaged_atAnyPlace_isADocumentOrANamedFailure() throws IOException {
        byte[] whole = Pdfs.of("Some text on a page", "Another page");

        for (int length = 9; length < whole.length; length += 97) {
            Path file = write(root, "cut.pdf", Arrays.copyOf(whole, length));
            ReadResult result = collect(FileReader.create(), file);

            assertThat(result.documents().size() + result.failures().size())
                    .as("cut at %d", length)
                    .isEqualTo(1);
            result.failures().forEach(failure -> assertThat(failure.reason()).startsWith("damaged"));
        }
    }

    @Test
    void glyphs_thatTheFontDoesNotExplain_areCountedInTheMetadata() throws IOException {
        Path file = write(root, "a.pdf", Pdfs.of(pdf -> Pdfs.addUnknownGlyphs(pdf, 7), "A page of text", "Another"));

        Document document = document(file);

        assertThat(document.text()).isEqualTo("A page of text\n\fAnother");
        assertThat(document.metadata().number(MetadataKeys.LOST_GLYPHS)).hasValue(7);
        assertThat(document(write(root, "b.pdf", Pdfs.of("Text"))).metadata().number(MetadataKeys.LOST_GLYPHS))
                .isEmpty();
    }

    @Test
    void glyphs_thatTheFontDoesNotExplain_areAFailureWhereThereIsNothingElse() throws IOException {
        Path file = write(root, "a.pdf", Pdfs.of(pdf -> Pdfs.addUnknownGlyphs(pdf, 7), ""));

        assertThat(failure(file).reason())
                .isEqualTo("no text: its fonts do not say which characters its 7 glyphs are. Run OCR over it first.");
    }
}

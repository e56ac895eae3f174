package dev.lectern.readers.file;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDChoice;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/**
 * Finds what people add to the pages of a PDF: form fields that are filled in, and comments. It is no part of the pages' own text.
 *
 * <p>Stateless.
 */
final class PdfAdditions {

    private PdfAdditions() {}

    /** Returns the values of text and choice fields as lines {@code name: value}, and the comments, by the page that shows them. */
    static Map<PDPage, String> byPage(PDDocument pdf) throws IOException {
        Map<PDPage, String> additions = new HashMap<>();
        // Null: without the repairs that PDFBox would make to appearances, which are of no interest here.
        PDAcroForm form = pdf.getDocumentCatalog().getAcroForm(null);
        if (form != null) {
            for (PDField field : form.getFieldTree()) {
                addValue(field, additions);
            }
        }
        for (PDPage page : pdf.getPages()) {
            for (PDAnnotation annotation : page.getAnnotations(PDAnnotationMarkup.class::isInstance)) {
                add(page, annotation.getContents(), additions);
            }
        }
        return additions;
    }

    private static void addValue(PDField field, Map<PDPage, String> additions) {
        String value = "";
        if (field instanceof PDTextField text && !text.isPassword()) {
            value = text.getValue();
        } else if (field instanceof PDChoice choice) {
            value = String.join(", ", choice.getValue());
        }
        if (!value.isBlank()) {
            String line = nameOf(field) + ": " + value.strip();
            field.getWidgets().stream()
                    .map(PDAnnotationWidget::getPage)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(page -> add(page, line, additions));
        }
    }

    private static void add(PDPage page, String text, Map<PDPage, String> additions) {
        if (text != null && !text.isBlank()) {
            String lines = text.strip().replaceAll("\\r\\n?", "\n");
            additions.merge(page, lines, (before, after) -> before + "\n" + after);
        }
    }

    private static String nameOf(PDField field) {
        String label = field.getAlternateFieldName();
        return label == null || label.isBlank() ? field.getFullyQualifiedName() : label.strip();
    }
}

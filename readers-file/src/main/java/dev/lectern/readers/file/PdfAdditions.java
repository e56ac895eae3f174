package dev.lectern.readers.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
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
 * <p>One opened PDF per object, one thread.
 */
final class PdfAdditions {

    /** Lines of fields that name their page. */
    private final Map<PDPage, List<String>> byPage = new HashMap<>();

    /** Lines of fields that only their page names. */
    private final IdentityHashMap<COSDictionary, String> byWidget = new IdentityHashMap<>();

    private PdfAdditions() {}

    static PdfAdditions of(PDDocument pdf) throws IOException {
        PdfAdditions additions = new PdfAdditions();
        // Null: without the repairs that PDFBox would make to appearances, which are of no interest here.
        PDAcroForm form = pdf.getDocumentCatalog().getAcroForm(null);
        if (form != null) {
            for (PDField field : form.getFieldTree()) {
                additions.take(field);
            }
        }
        return additions;
    }

    private void take(PDField field) throws IOException {
        String value = "";
        if (field instanceof PDTextField text && !text.isPassword()) {
            value = text.getValue();
        } else if (field instanceof PDChoice choice) {
            value = String.join(", ", choice.getValue());
        }
        List<PDAnnotationWidget> widgets = field.getWidgets();
        if (value.isBlank() || widgets.isEmpty()) {
            return;
        }
        String line = nameOf(field) + ": " + value.strip();
        for (PDAnnotationWidget widget : widgets) {
            PDPage page = widget.getPage();
            if (page != null) {
                byPage.computeIfAbsent(page, any -> new ArrayList<>()).add(line);
                return;
            }
        }
        byWidget.put(widgets.get(0).getCOSObject(), line);
    }

    /** Returns the values of text and choice fields of a page as lines {@code name: value}, and its comments; empty if there are none. */
    String on(PDPage page) throws IOException {
        List<String> lines = new ArrayList<>(byPage.getOrDefault(page, List.of()));
        List<String> comments = new ArrayList<>();
        for (PDAnnotation annotation : page.getAnnotations()) {
            String line = byWidget.get(annotation.getCOSObject());
            if (line != null) {
                lines.add(line);
            } else if (annotation instanceof PDAnnotationMarkup && annotation.getContents() != null) {
                comments.add(annotation.getContents());
            }
        }
        lines.addAll(comments);
        return String.join(
                "\n",
                lines.stream()
                        .filter(text -> !text.isBlank())
                        .map(text -> text.strip().replaceAll("\\r\\n?", "\n"))
                        .toList());
    }

    private static String nameOf(PDField field) {
        String label = field.getAlternateFieldName();
        return label == null || label.isBlank() ? field.getFullyQualifiedName() : label.strip();
    }
}

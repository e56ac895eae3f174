package dev.lectern.readers.file;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Writes the text of a PDF and remembers where its pages begin. One document per object, one thread. */
final class PdfText extends PDFTextStripper {

    private static final String PAGE_BREAK = "\n\f";

    private final StringBuilder text = new StringBuilder();
    private final List<Section> pages = new ArrayList<>();
    private final Map<PDPage, String> additions;
    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final List<TextPosition> glyphs = new ArrayList<>();

    private PdfText(Map<PDPage, String> additions) {
        this.additions = additions;
    }

    static PdfText of(PDDocument pdf) throws IOException {
        PdfText text = new PdfText(PdfAdditions.byPage(pdf));
        // All is taken before it would be written.
        text.writeText(pdf, Writer.nullWriter());
        return text;
    }

    String text() {
        return text.toString();
    }

    /** Returns a section per page, blank pages left out. */
    List<Section> pages() {
        return pages;
    }

    boolean isBlank() {
        return pages.isEmpty();
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        super.processPage(page);
    }

    @Override
    protected void writeString(String words, List<TextPosition> positions) {
        line.append(words);
        glyphs.addAll(positions);
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    /** Between some lines there is the end of a paragraph only; where paragraphs are is not decided here. */
    @Override
    protected void writeParagraphStart() {
        endLine();
    }

    @Override
    protected void writeParagraphEnd() {
        endLine();
    }

    private void endLine() {
        if (!line.toString().isBlank()) {
            lines.add(PdfLine.of(line.toString(), glyphs));
        }
        line.setLength(0);
        glyphs.clear();
    }

    @Override
    protected void endPage(PDPage page) {
        String own = tidy(PdfParagraphs.join(lines));
        String values = additions.getOrDefault(page, "");
        String whole = own.isEmpty() || values.isEmpty() ? own + values : own + "\n\n" + values;
        lines.clear();
        if (!whole.isEmpty()) {
            int start = text.isEmpty() ? 0 : text.append(PAGE_BREAK).length();
            text.append(whole);
            pages.add(Section.page(getCurrentPageNo(), new Span(start, text.length())));
        }
    }

    /** Joins words at soft hyphens and keeps one of several spaces or blank lines; justified text comes with many. */
    private static String tidy(String page) {
        return page.replace("\0", "")
                .replaceAll("\u00AD\\s*\\n\\s*", "")
                .replaceAll("[ \\t\u00A0]+", " ")
                .replace(" \n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}

package dev.lectern.readers.file;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** Writes the text of single pages of a PDF. One opened PDF per object, one thread. */
final class PdfText extends PDFTextStripper {

    private static final Pattern SOFT_HYPHEN = Pattern.compile("\u00AD\\s*\\n\\s*");
    private static final CharMatcher SPACES = CharMatcher.anyOf(" \t\u00A0").precomputed();
    private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");

    private final PDDocument pdf;
    private final PdfAdditions additions;
    private final PdfOverprints overprints = new PdfOverprints();
    private final List<PDPage> wanted = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final List<TextPosition> glyphs = new ArrayList<>();
    private long shownGlyphs;
    private long knownGlyphs;

    PdfText(PDDocument pdf) throws IOException {
        this.pdf = pdf;
        this.additions = PdfAdditions.of(pdf);
        // The stripper counts pages only where it walks through all of them, which it does not here.
        setStartPage(0);
        setSuppressDuplicateOverlappingText(false);
    }

    /** Returns a text per page, in their order; empty for pages without text. */
    List<String> of(List<PDPage> pages) throws IOException {
        wanted.clear();
        wanted.addAll(pages);
        texts.clear();
        // All is taken before it would be written.
        writeText(pdf, Writer.nullWriter());
        return List.copyOf(texts);
    }

    /** Returns how many glyphs of all pages so far are left out, since their font does not say which characters they are. */
    long lostGlyphs() {
        return shownGlyphs - knownGlyphs;
    }

    @Override
    protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement) throws IOException {
        shownGlyphs++;
        super.showGlyph(matrix, font, code, displacement);
    }

    @Override
    protected void processPages(PDPageTree all) throws IOException {
        for (PDPage page : wanted) {
            processPage(page);
        }
    }

    @Override
    public void processPage(PDPage page) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        super.processPage(page);
    }

    @Override
    protected void startPage(PDPage page) {
        overprints.clear();
    }

    @Override
    protected void processTextPosition(TextPosition glyph) {
        knownGlyphs++;
        if (!overprints.isOverprint(glyph)) {
            super.processTextPosition(glyph);
        }
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
        String text = line.toString();
        if (!text.isBlank()) {
            lines.add(PdfLine.of(text, glyphs));
        }
        line.setLength(0);
        glyphs.clear();
    }

    @Override
    protected void endPage(PDPage page) throws IOException {
        String own = tidy(PdfParagraphs.join(lines));
        String values = additions.on(page);
        texts.add(own.isEmpty() || values.isEmpty() ? own + values : own + "\n\n" + values);
        lines.clear();
    }

    /** Joins words at soft hyphens and keeps one of several spaces or blank lines; justified text comes with many. */
    private static String tidy(String page) {
        String joined = replace(SOFT_HYPHEN, "\u00AD", page.replace("\0", ""), "");
        String spaced = SPACES.collapseFrom(joined, ' ').replace(" \n", "\n");
        return replace(BLANK_LINES, "\n\n\n", spaced, "\n\n").strip();
    }

    /** Replaces a pattern that is nowhere without its beginning. */
    private static String replace(Pattern pattern, String beginning, String text, String replacement) {
        return text.contains(beginning) ? pattern.matcher(text).replaceAll(replacement) : text;
    }
}

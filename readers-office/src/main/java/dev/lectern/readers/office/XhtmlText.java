package dev.lectern.readers.office;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.format.Outline;
import dev.lectern.format.TableText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes Tika's XHTML as text: a blank line between blocks, {@code - } before list items, tables in groups of rows with their header,
 * headings, slides and sheets as sections.
 *
 * <p>A row whose cells hold whole paragraphs is layout, not data: its cells are written as blocks. One document per object, one thread.
 */
final class XhtmlText extends DefaultHandler {

    /** Cells of data are short; more is layout. */
    private static final int MAX_CELL_CHARS = 1_000;

    /** How often the thread is asked whether it is interrupted, in elements. */
    private static final int INTERRUPT_EVERY = 1_024;

    /** Says that the reader gave this document up. */
    static final class Interrupted extends SAXException {

        private static final long serialVersionUID = 1L;

        Interrupted() {
            super("interrupted");
        }
    }

    private final StringBuilder out = new StringBuilder();
    private final List<Section> sections = new ArrayList<>();
    private final Outline outline = new Outline();
    private final BooleanSupplier isBinaryWorkbook;
    private final boolean tablesOnly;
    private boolean started;
    private int elements;
    private int skipDepth;
    private int newlines;
    private boolean space;
    private String mark = "";
    private int preDepth;

    private int headingLevel;
    private int headingStart = -1;

    private int tableDepth;
    private @Nullable TableText table;
    private List<String> cells = new ArrayList<>();
    private @Nullable StringBuilder cell;
    private long row;
    private boolean sheetNameNext;
    private String sheet = "";

    /** Names of the sheets to come, where the parser does not say them. */
    private final Iterator<String> sheetNames;

    /** Where the headers and footers of a sheet's printed pages may stand. */
    private enum Place {
        NOWHERE,
        AFTER_TABLE,
        HERE,
        HERE_OR_SHAPES
    }

    private Place headers = Place.NOWHERE;
    private @Nullable StringBuilder printed;

    private int slide;
    private int slideStart = -1;
    private int notesDepth;
    private int notesStart = -1;

    /**
     * Starts a text.
     *
     * @param sheetNames of its tables in their order; none where it is no spreadsheet, or its parser says them
     * @param isBinaryWorkbook whether it is a workbook of that kind, asked once it began: where its sheets begin looks like any division
     * @param tablesOnly whether paragraphs outside tables are left out: in sheets of OpenDocument they are the headers and footers of its
     *     printed pages, with marks in place of names and dates
     */
    XhtmlText(List<String> sheetNames, BooleanSupplier isBinaryWorkbook, boolean tablesOnly) {
        this.isBinaryWorkbook = isBinaryWorkbook;
        this.sheetNames = sheetNames.iterator();
        this.tablesOnly = tablesOnly;
    }

    /** Returns whether there was a document at all, with text or without. */
    boolean isStarted() {
        return started;
    }

    String text() {
        return out.toString();
    }

    String firstHeading() {
        return outline.firstTitle();
    }

    List<Section> sections() {
        List<Section> all = new ArrayList<>(sections);
        all.addAll(outline.sections(out.length()));
        return all;
    }

    @Override
    public void startDocument() {
        started = true;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        if (++elements % INTERRUPT_EVERY == 0 && Thread.currentThread().isInterrupted()) {
            throw new Interrupted();
        }
        endPrinted(false);
        String name = localName.toLowerCase(Locale.ROOT);
        if (skipDepth > 0
                || name.equals("head")
                || name.equals("script")
                || name.equals("style")
                || (tablesOnly && tableDepth == 0 && name.equals("p"))) {
            skipDepth++;
            return;
        }
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> startHeading(name.charAt(1) - '0');
            case "table" -> startTable();
            case "tr" -> startRow();
            case "td", "th" -> startCell();
            case "li" -> startItem();
            case "br" -> lineBreak();
            case "pre" -> {
                preDepth++;
                block(2);
            }
            case "div" -> startDivision(String.valueOf(attributes.getValue("class")));
            case "dt", "dd" -> block(1);
            case "p" -> startParagraph();
            case "ul", "ol", "dl", "blockquote", "section", "article", "caption", "address", "hr" -> block(2);
            default -> {
                // Marks within a line.
            }
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        if (skipDepth > 0) {
            skipDepth--;
            return;
        }
        endPrinted(true);
        String name = localName.toLowerCase(Locale.ROOT);
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> endHeading();
            case "table" -> endTable();
            case "tr" -> endRow();
            case "td", "th" -> endCell();
            case "li", "dt", "dd" -> block(1);
            case "pre" -> {
                preDepth--;
                block(2);
            }
            case "div" -> endDivision();
            case "p", "ul", "ol", "dl", "blockquote", "section", "article", "caption", "address" -> block(2);
            default -> {
                // Marks within a line.
            }
        }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        if (skipDepth > 0) {
            return;
        }
        if (printed != null) {
            printed.append(chars, start, length);
            return;
        }
        for (int i = start; i < start + length; i++) {
            write(chars[i]);
        }
    }

    @Override
    public void ignorableWhitespace(char[] chars, int start, int length) {
        space = true;
    }

    @Override
    public void endDocument() {
        endSlide();
        endTable();
    }

    /** Says that the headers and footers of an Open XML sheet are over, and text of shapes comes. */
    void beforeShapes() {
        headers = Place.NOWHERE;
    }

    private void startParagraph() {
        block(2);
        if (headers == Place.HERE || headers == Place.HERE_OR_SHAPES) {
            printed = new StringBuilder();
        }
    }

    /** Writes what was held back, without codes if it is a header; where another element starts within, it is none. */
    private void endPrinted(boolean whole) {
        if (printed == null) {
            return;
        }
        String text = printed.toString();
        printed = null;
        if (whole && (headers == Place.HERE || PrintedHeader.isEvident(text))) {
            for (String line : PrintedHeader.words(text)) {
                line.chars().forEach(c -> write((char) c));
                lineBreak();
            }
        } else {
            text.chars().forEach(c -> write((char) c));
        }
    }

    private void write(char c) {
        if (c == '\0') {
            return;
        }
        if (preDepth > 0 && c == '\n') {
            lineBreak();
            return;
        }
        if (Character.isWhitespace(c) || c == '\u00A0') {
            space = true;
            return;
        }
        StringBuilder target = cell != null ? cell : out;
        if (cell == null) {
            closeTable();
        }
        if (newlines > 0) {
            if (target.length() > 0) {
                while (target.length() > 0 && target.charAt(target.length() - 1) == '\n' && target == out) {
                    target.setLength(target.length() - 1);
                }
                target.append("\n".repeat(newlines));
            }
        } else if (space && target.length() > 0 && !Character.isWhitespace(target.charAt(target.length() - 1))) {
            target.append(' ');
        }
        newlines = 0;
        space = false;
        if (!mark.isEmpty()) {
            // Some programs write the bullet as text.
            if ("-\u2022\u00B7\u25E6\uF0B7".indexOf(c) < 0) {
                target.append(mark);
            }
            mark = "";
        }
        if (target == out) {
            markStarts();
        }
        target.append(c);
    }

    /** Notes where a heading, slide or note begins: at its first character. */
    private void markStarts() {
        if (headingLevel > 0 && headingStart < 0) {
            headingStart = out.length();
        }
        if (slide > 0 && slideStart < 0) {
            slideStart = out.length();
        }
        if (notesDepth > 0 && notesStart < 0) {
            notesStart = out.length();
        }
    }

    private void block(int lines) {
        newlines = Math.max(newlines, lines);
    }

    private void lineBreak() {
        newlines = Math.max(newlines, 1);
    }

    private void startItem() {
        block(1);
        mark = "- ";
    }

    private void startHeading(int level) {
        block(2);
        headingLevel = cell == null ? level : 0;
        headingStart = -1;
    }

    private void endHeading() {
        if (headingLevel > 0 && headingStart >= 0) {
            String title = out.substring(headingStart);
            outline.add(headingLevel, title, headingStart);
            if (sheetNameNext) {
                sheet = title.strip();
                sheetNameNext = false;
                row = 0;
            }
        }
        headingLevel = 0;
        block(2);
    }

    private void startDivision(String kind) {
        block(2);
        headers = Place.NOWHERE;
        if (kind.equals("sheet") || kind.equals("page")) {
            sheetNameNext = true;
            headers = kind.equals("sheet") ? Place.AFTER_TABLE : Place.NOWHERE;
        } else if (kind.equals("null") && isBinaryWorkbook.getAsBoolean()) {
            headers = Place.AFTER_TABLE;
        } else if (kind.equals("outside")) {
            // Headers of old workbooks, beside links, comments and shapes.
            printed = new StringBuilder();
        } else if (kind.equals("slide-content")) {
            endSlide();
            slide++;
        }
        if (notesDepth > 0) {
            notesDepth++;
        } else if (kind.equals("slide-notes") || kind.equals("notes")) {
            notesDepth = 1;
            notesStart = -1;
        }
    }

    private void endDivision() {
        block(2);
        headers = Place.NOWHERE;
        if (notesDepth > 0 && --notesDepth == 0 && notesStart >= 0) {
            sections.add(new Section(new Span(notesStart, out.length()), Metadata.of("notes", true)));
        }
    }

    private void endSlide() {
        if (slideStart >= 0 && out.length() > slideStart) {
            sections.add(new Section(new Span(slideStart, out.length()), Metadata.of(MetadataKeys.SLIDE, slide)));
        }
        slideStart = -1;
    }

    private void startTable() {
        tableDepth++;
        if (tableDepth == 1) {
            closeTable();
            sheet = sheetNames.hasNext() ? sheetNames.next() : sheet;
            row = 0;
            newlines = 0;
        }
    }

    private void endTable() {
        if (tableDepth == 1) {
            closeTable();
            block(2);
            if (headers == Place.AFTER_TABLE) {
                headers = isBinaryWorkbook.getAsBoolean() ? Place.HERE_OR_SHAPES : Place.HERE;
            }
        }
        tableDepth = Math.max(0, tableDepth - 1);
    }

    private void closeTable() {
        if (table != null) {
            table.end();
            table = null;
        }
    }

    private void startRow() {
        if (tableDepth == 1) {
            cells = new ArrayList<>();
            row++;
        } else {
            block(1);
        }
    }

    private void startCell() {
        if (tableDepth == 1) {
            cell = new StringBuilder();
            newlines = 0;
            space = false;
        } else {
            space = true;
        }
    }

    private void endCell() {
        if (tableDepth == 1 && cell != null) {
            cells.add(cell.toString());
            cell = null;
            newlines = 0;
            space = false;
            mark = "";
        }
    }

    private void endRow() {
        if (tableDepth != 1 || cells.stream().allMatch(String::isBlank)) {
            return;
        }
        if (cells.stream().anyMatch(text -> text.length() > MAX_CELL_CHARS)) {
            closeTable();
            for (String text : cells) {
                if (!text.isBlank()) {
                    out.append(out.length() == 0 ? "" : "\n\n").append(text);
                }
            }
            block(2);
            return;
        }
        if (slide > 0 && slideStart < 0) {
            slideStart = out.length();
        }
        TableText current = table;
        if (current == null) {
            Metadata facts = sheet.isEmpty() ? Metadata.empty() : Metadata.of(MetadataKeys.SHEET, sheet);
            current = new TableText(out, sections, facts);
            table = current;
        }
        current.row(row, cells);
        newlines = 0;
    }
}

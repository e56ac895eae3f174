package dev.lectern.readers.file;

import dev.lectern.format.Outline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

/**
 * Writes the text of a page as a reader sees it: a blank line between blocks, {@code - } or {@code 1. } before list items, one line per
 * row of a table with {@code " | "} between cells, line breaks as they are within {@code pre}.
 *
 * <p>A table whose cells hold blocks of their own is layout, not data: its cells are written as blocks. One page per object, one thread.
 */
final class HtmlText implements NodeFilter {

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "title",
            "tr",
            "ul");

    /** Blocks that follow each other without a blank line. */
    private static final Set<String> LINES =
            Set.of("li", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "legend", "summary", "caption");

    private static final int MAX_INDENTS = 10;

    private static final String CELL_BLOCKS =
            "table, h1, h2, h3, h4, h5, h6, ul, ol, dl, pre, blockquote, p + p, div + div, form";

    private final StringBuilder out = new StringBuilder();
    private final Outline outline = new Outline();
    private final HtmlNoise noise;
    /** The numbers of the open lists' last items, innermost first; negative for lists without numbers. */
    private final Deque<Integer> lists = new ArrayDeque<>();

    private int pendingNewlines;
    private boolean pendingSpace;
    private String pendingMark = "";
    private int preDepth;
    private @Nullable Element dataRow;
    private boolean rowHasCell;
    private @Nullable Element heading;
    private int headingStart;

    private HtmlText(HtmlNoise noise) {
        this.noise = noise;
    }

    static HtmlText of(Document page) {
        HtmlText text = new HtmlText(new HtmlNoise(page));
        NodeTraversor.filter(text, page.body());
        return text;
    }

    String text() {
        return out.toString();
    }

    Outline outline() {
        return outline;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode textNode) {
            write(textNode.getWholeText());
        } else if (node instanceof Element element) {
            if (noise.isNoise(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            open(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element);
        }
        return FilterResult.CONTINUE;
    }

    private void open(Element element) {
        String name = element.normalName();
        breakFor(element, name);
        switch (name) {
            case "br" -> lineBreak();
            case "pre", "textarea" -> preDepth++;
            case "ul", "menu" -> lists.push(-1);
            case "ol" -> lists.push(startOf(element) - 1);
            case "li" -> markItem();
            case "tr" -> openRow(element);
            case "td", "th" -> openCell();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> openHeading(element);
            default -> {
                // Inline elements and plain blocks have nothing of their own.
            }
        }
    }

    private void close(Element element) {
        String name = element.normalName();
        switch (name) {
            case "pre", "textarea" -> preDepth--;
            case "ul", "ol", "menu" -> lists.pop();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> closeHeading(element, name.charAt(1) - '0');
            default -> {
                // Nothing was opened.
            }
        }
        if (element.equals(dataRow)) {
            dataRow = null;
        }
        breakFor(element, name);
    }

    private void breakFor(Element element, String name) {
        boolean layoutCell = dataRow == null && (name.equals("td") || name.equals("th"));
        if (!layoutCell && !BLOCKS.contains(name)) {
            return;
        }
        if (dataRow != null && !element.equals(dataRow)) {
            pendingSpace = true;
        } else {
            boolean innerList = lists.size() > 1 && (name.equals("ul") || name.equals("ol"));
            int newlines = LINES.contains(name) || innerList || isInItem(element) ? 1 : 2;
            pendingNewlines = Math.max(pendingNewlines, newlines);
        }
    }

    private static boolean isInItem(Element element) {
        Element parent = element.parent();
        return parent != null && parent.normalName().equals("li");
    }

    private void openHeading(Element element) {
        if (heading == null && dataRow == null) {
            heading = element;
            flush();
            headingStart = out.length();
        }
    }

    private void closeHeading(Element element, int level) {
        if (element.equals(heading)) {
            outline.add(level, out.substring(headingStart), headingStart);
            heading = null;
        }
    }

    private static int startOf(Element list) {
        String start = list.attr("start").strip();
        return start.matches("\\d{1,6}") ? Integer.parseInt(start) : 1;
    }

    private void markItem() {
        if (dataRow != null) {
            return;
        }
        String mark = "- ";
        if (!lists.isEmpty()) {
            int number = lists.pop();
            lists.push(number < 0 ? number : number + 1);
            mark = number < 0 ? mark : (number + 1) + ". ";
        }
        pendingMark = "  ".repeat(Math.min(Math.max(lists.size() - 1, 0), MAX_INDENTS)) + mark;
    }

    private void openRow(Element row) {
        if (dataRow == null && isDataRow(row)) {
            dataRow = row;
            rowHasCell = false;
        }
    }

    private void openCell() {
        if (dataRow != null) {
            pendingSpace = false;
            if (rowHasCell) {
                flush();
                out.append(" | ");
            }
            rowHasCell = true;
        }
    }

    private static boolean isDataRow(Element row) {
        return row.hasText()
                && row.selectFirst(CELL_BLOCKS) == null
                && row.select("br").size() <= 2 * row.childrenSize();
    }

    private void lineBreak() {
        if (dataRow != null) {
            pendingSpace = true;
        } else if (preDepth > 0) {
            out.append('\n');
        } else {
            pendingNewlines = Math.min(pendingNewlines + 1, 2);
        }
    }

    private void write(String text) {
        if (preDepth > 0) {
            writeVerbatim(text);
            return;
        }
        int end = 0;
        for (int i = 0; i < text.length(); i = end) {
            end = i + 1;
            if (isSpace(text.charAt(i))) {
                pendingSpace = true;
            } else if (!isInvisible(text.charAt(i))) {
                end = endOfWords(text, i);
                flush();
                // Strings are copied as a whole, which parts of other sequences are not.
                out.append(text.substring(i, end));
            }
        }
    }

    /** Returns where words end that stand as they are to be written: apart by one space each. */
    private static int endOfWords(String text, int start) {
        int end = start;
        while (end < text.length() && isVisible(text.charAt(end))) {
            end++;
            if (end + 1 < text.length() && text.charAt(end) == ' ' && isVisible(text.charAt(end + 1))) {
                end++;
            }
        }
        return end;
    }

    private static boolean isVisible(char c) {
        return (c > ' ' && c < 0x7F) || (!isSpace(c) && !isInvisible(c));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00A0';
    }

    private static boolean isInvisible(char c) {
        return c == '\u00AD' || c == '\uFEFF';
    }

    private void writeVerbatim(String text) {
        if (!text.isBlank()) {
            flush();
            out.append(text);
        }
    }

    /** Writes what was put off until there is text: line breaks, else a space; then the mark of a list item. */
    private void flush() {
        if (pendingNewlines > 0) {
            flushBreaks();
        } else if (pendingSpace && !out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
        pendingSpace = false;
        out.append(pendingMark);
        pendingMark = "";
    }

    private void flushBreaks() {
        if (!out.isEmpty()) {
            int end = out.length();
            while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\n')) {
                end--;
            }
            out.setLength(end);
            out.append("\n\n", 0, pendingNewlines);
        }
        pendingNewlines = 0;
    }
}

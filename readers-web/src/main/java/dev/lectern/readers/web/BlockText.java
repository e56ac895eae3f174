package dev.lectern.readers.web;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Writes elements as plain text that keeps their blocks: an empty line between paragraphs and headings, a line for each list item
 * (marked "- " or with its number) and table row (cells divided by " | "), preformatted text as it stands.
 *
 * <p>White space is folded as a browser folds it; soft hyphens and zero-width spaces are left out. One thread at a time.
 */
final class BlockText {

    private static final Set<String> BLOCKS = words("""
            address article aside blockquote body caption center details dialog div dl fieldset figcaption figure footer
            form header hr legend main nav p section summary table
            """);
    private static final Set<String> LINES = Set.of("li", "tr", "dt", "dd");
    private static final Set<String> LISTS = Set.of("ul", "ol", "menu", "dir");

    /** Deeper lists would write more blanks than text. */
    private static final int MAX_INDENTS = 20;

    private final StringBuilder out = new StringBuilder();
    private final HeadingPath headings = new HeadingPath();
    private final Deque<int[]> lists = new ArrayDeque<>();
    private int breaks;
    private boolean space;
    private int preformatted;
    private String marker = "";
    private int headingStart = -1;
    private boolean cellBefore;

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+", -1));
    }

    /** Writes an element below what was written before. */
    void write(Element element) {
        breakLines(2);
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) {
                            text(text.getWholeText());
                        } else if (node instanceof Element inner) {
                            enter(inner);
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element inner) {
                            leave(inner);
                        }
                    }
                },
                element);
    }

    /** Returns what was written. */
    String text() {
        return out.toString();
    }

    /** Returns a section for each heading, up to the next heading, with the path of the headings above it. */
    List<Section> sections() {
        return headings.sections(text());
    }

    static boolean isBlock(Element element) {
        String tag = element.normalName();
        return BLOCKS.contains(tag)
                || LINES.contains(tag)
                || LISTS.contains(tag)
                || tag.equals("pre")
                || level(tag) > 0;
    }

    private void enter(Element element) {
        String tag = element.normalName();
        if (tag.equals("br")) {
            lineBreak();
        } else if (LISTS.contains(tag)) {
            breakLines(lists.isEmpty() ? 2 : 1);
            lists.addLast(new int[] {tag.equals("ol") ? start(element) : -1});
        } else if (tag.equals("li")) {
            breakLines(1);
            marker = marker();
        } else if (LINES.contains(tag)) {
            breakLines(1);
            cellBefore = false;
        } else if (tag.equals("td") || tag.equals("th")) {
            enterCell(element);
        } else if (BLOCKS.contains(tag) || level(tag) > 0 || tag.equals("pre")) {
            breakLines(lists.isEmpty() ? 2 : 1);
            preformatted += tag.equals("pre") ? 1 : 0;
            headingStart = level(tag) > 0 ? out.length() : headingStart;
        }
    }

    private void leave(Element element) {
        String tag = element.normalName();
        if (LISTS.contains(tag)) {
            lists.removeLast();
            breakLines(lists.isEmpty() ? 2 : 1);
        } else if (LINES.contains(tag)) {
            marker = "";
            breakLines(1);
        } else if (BLOCKS.contains(tag) || level(tag) > 0 || tag.equals("pre")) {
            if (tag.equals("pre")) {
                leavePreformatted();
            }
            if (level(tag) > 0) {
                leaveHeading(level(tag));
            }
            breakLines(lists.isEmpty() ? 2 : 1);
        }
    }

    /** Leaves out the line end that usually stands before the end tag; the block ends its line anyway. */
    private void leavePreformatted() {
        preformatted--;
        if (breaks == 0 && out.length() > 0 && out.charAt(out.length() - 1) == '\n') {
            out.setLength(out.length() - 1);
        }
    }

    /** Notes the heading that was just written, if it had any text. */
    private void leaveHeading(int level) {
        int start = headingStart;
        while (start >= 0 && start < out.length() && out.charAt(start) == '\n') {
            start++;
        }
        if (start >= 0 && start < out.length()) {
            headings.add(level, new Span(start, out.length()), out.substring(start));
        }
        headingStart = -1;
    }

    /** A cell of a data table stays on the line of its row; one that holds blocks starts a line of its own. */
    private void enterCell(Element cell) {
        boolean layout = cell.children().stream().anyMatch(BlockText::isBlock);
        if (layout) {
            breakLines(1);
        } else if (cellBefore && breaks == 0 && out.length() > 0) {
            space = false;
            out.append(" | ");
        }
        cellBefore = true;
    }

    private static int start(Element list) {
        try {
            return Integer.parseInt(list.attr("start").strip());
        } catch (NumberFormatException absentOrNoNumber) {
            return 1;
        }
    }

    private String marker() {
        int[] list = lists.peekLast();
        String indent = "  ".repeat(Math.min(MAX_INDENTS, Math.max(0, lists.size() - 1)));
        return indent + (list == null || list[0] < 0 ? "- " : list[0]++ + ". ");
    }

    private static int level(String tag) {
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6'
                ? tag.charAt(1) - '0'
                : 0;
    }

    private void lineBreak() {
        if (preformatted > 0) {
            flush();
            out.append('\n');
        } else {
            // Two in a row divide paragraphs.
            breaks = Math.min(2, breaks + 1);
            space = false;
        }
    }

    private void breakLines(int wanted) {
        breaks = Math.max(breaks, wanted);
        space = false;
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u00AD' || c == '\u200B' || c == '\uFEFF') {
                continue;
            }
            boolean white = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u00A0';
            if (preformatted > 0) {
                if (c != '\r') {
                    flush();
                    out.append(c);
                }
            } else if (white) {
                space = true;
            } else {
                flush();
                out.append(c);
            }
        }
    }

    /** Writes the breaks, the marker or the space that stand before the next character. */
    private void flush() {
        if (breaks > 0 && out.length() > 0) {
            out.append("\n".repeat(breaks));
        } else if (space && out.length() > 0 && breaks == 0) {
            out.append(' ');
        }
        out.append(marker);
        marker = "";
        breaks = 0;
        space = false;
    }
}

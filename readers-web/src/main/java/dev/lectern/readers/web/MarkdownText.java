package dev.lectern.readers.web;

import dev.lectern.document.Section;
import dev.lectern.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes elements as Markdown: headings, lists, tables, quotes and code as blocks with an empty line between them.
 *
 * <p>Tables are written as GitHub's Markdown has them, with their first row as head; a table that holds blocks or tables is layout, and
 * its cells are written one below the other. One thread at a time. Depth is bounded by the parser, which cuts trees at 512.
 *
 * @see <a href="https://github.github.com/gfm/#tables-extension-">GitHub Flavored Markdown: tables</a>
 */
final class MarkdownText {

    private static final Pattern LANGUAGE = Pattern.compile("(?:^|\\s)(?:language|lang|highlight-source)-([\\w+#-]+)");

    /** What at the start of a line would make it a heading, a quote, a list or a rule. */
    private static final Pattern LINE_START = Pattern.compile("^(?:([#>+=-])|(\\d{1,9})([.)])(?=\\s|$))");

    private static final int MAX_FILLED_COLUMNS = 50;

    /** Deeper quotes and lists are not marked any more: each level would write a mark on each line. */
    private static final int MAX_LEVELS = 20;

    private final int levels;
    private final Targets targets;
    private final StringBuilder out = new StringBuilder();
    private final HeadingPath headings = new HeadingPath();

    MarkdownText() {
        this(0, new Targets());
    }

    private MarkdownText(int levels, Targets targets) {
        this.levels = levels;
        this.targets = targets;
    }

    /** Writes an element below what was written before. */
    void write(Element element) {
        if (isLeaf(element)) {
            block(element);
        } else {
            children(element);
        }
    }

    /** Returns what was written. */
    String text() {
        return out.toString();
    }

    /** Returns a section for each heading that does not stand in a list or quote, up to the next one. */
    List<Section> sections() {
        return headings.sections(text());
    }

    private static boolean isLeaf(Element element) {
        return switch (element.normalName()) {
            case "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "p",
                    "ul",
                    "ol",
                    "menu",
                    "dir",
                    "blockquote",
                    "pre",
                    "table",
                    "hr" -> true;
            default -> false;
        };
    }

    private void children(Element element) {
        List<Node> run = new ArrayList<>();
        for (Node child : element.childNodes()) {
            if (child instanceof Element inner && (BlockText.isBlock(inner) || isLeaf(inner) || holdsBlock(inner))) {
                paragraph(run);
                run.clear();
                block(inner);
            } else if (child instanceof Element || child instanceof TextNode) {
                run.add(child);
            }
        }
        paragraph(run);
    }

    /** Tells whether an inline element, such as a link around a card, holds blocks. */
    private static boolean holdsBlock(Element element) {
        return element.stream()
                .skip(1)
                .anyMatch(
                        inner -> BlockText.isBlock(inner) || inner.normalName().equals("table"));
    }

    private void block(Element element) {
        String tag = element.normalName();
        if (levels >= MAX_LEVELS && (isList(tag) || tag.equals("blockquote"))) {
            children(element);
            return;
        }
        switch (tag) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, tag.charAt(1) - '0');
            case "ul", "ol", "menu", "dir" -> list(element);
            case "blockquote" -> indented(inner(element), "> ", "> ");
            case "pre" -> code(element);
            case "table" -> table(element);
            case "hr" -> put("---");
            case "dt" -> {
                String term = MarkdownInline.of(element.childNodes(), targets);
                put(term.isEmpty() || term.contains("**") ? term : "**" + term + "**");
            }
            default -> children(element);
        }
    }

    private static boolean isList(String tag) {
        return tag.equals("ul") || tag.equals("ol") || tag.equals("menu") || tag.equals("dir");
    }

    private void heading(Element element, int level) {
        String text = MarkdownInline.of(element.childNodes(), targets).replace("\\\n", " ");
        if (!text.isEmpty()) {
            put("#".repeat(level) + " " + text);
            headings.add(level, new Span(out.length() - text.length(), out.length()), element.text());
        }
    }

    private void paragraph(List<Node> run) {
        String text = MarkdownInline.of(run, targets);
        if (!text.isEmpty()) {
            put(text.lines()
                    .map(MarkdownText::safeStart)
                    .reduce((a, b) -> a + "\n" + b)
                    .orElse(""));
        }
    }

    private static String safeStart(String line) {
        Matcher start = LINE_START.matcher(line);
        if (!start.find()) {
            return line;
        }
        int mark = start.group(1) != null ? 0 : start.end(2);
        return line.substring(0, mark) + "\\" + line.substring(mark);
    }

    private void list(Element list) {
        boolean ordered = list.normalName().equals("ol");
        int number = ordered ? number(list.attr("start")) : 0;
        StringBuilder items = new StringBuilder();
        for (Element item : list.children()) {
            String text = inner(item);
            if (text.isEmpty()) {
                continue;
            }
            boolean ofTheList = item.normalName().equals("li");
            String marker = !ofTheList ? "  " : ordered ? number++ + ". " : "- ";
            items.append(items.length() == 0 ? "" : "\n").append(prefixed(text, marker, " ".repeat(marker.length())));
        }
        put(items.toString());
    }

    private static int number(String text) {
        return text.strip().matches("\\d{1,8}") ? Integer.parseInt(text.strip()) : 1;
    }

    /** Writes the inside of an element on its own. */
    private String inner(Element element) {
        MarkdownText text = new MarkdownText(levels + 1, targets);
        text.children(element);
        // A list in a list item is close to it.
        return element.normalName().equals("li") ? text.text().replaceAll("\n\n(?=(?:-|\\d+\\.) )", "\n") : text.text();
    }

    private void indented(String text, String first, String others) {
        if (!text.isEmpty()) {
            put(prefixed(text, first, others));
        }
    }

    private static String prefixed(String text, String first, String others) {
        StringBuilder prefixed = new StringBuilder();
        text.lines().forEach(line -> {
            String prefix = prefixed.length() == 0 ? first : others;
            prefixed.append(prefixed.length() == 0 ? "" : "\n")
                    .append(line.isEmpty() ? prefix.stripTrailing() : prefix)
                    .append(line);
        });
        return prefixed.toString();
    }

    private void code(Element pre) {
        String text =
                pre.wholeText().replace("\r\n", "\n").replaceFirst("^\n", "").stripTrailing();
        if (text.isBlank()) {
            return;
        }
        String fence = MarkdownInline.fence(text, 3);
        put(fence + language(pre) + "\n" + text + "\n" + fence);
    }

    private static String language(Element pre) {
        for (Element place : pre.select("code, pre")) {
            Matcher name = LANGUAGE.matcher(place.className());
            if (name.find()) {
                return name.group(1);
            }
        }
        return "";
    }

    private void table(Element table) {
        boolean layout = table.select("td, th").stream()
                .anyMatch(cell -> cell.selectFirst("table, ul, ol, pre, blockquote, h1, h2, h3, h4, h5, h6") != null);
        if (layout) {
            children(table);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Element row : table.select("tr")) {
            List<String> cells = new ArrayList<>();
            for (Element cell : row.children()) {
                cells.add(MarkdownInline.of(List.of(cell), targets)
                        .replace("\\\n", " ")
                        .replace("|", "\\|"));
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.add(cells);
            }
        }
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        if (columns < 2) {
            children(table);
            return;
        }
        Element caption = table.selectFirst("caption");
        if (caption != null) {
            put(MarkdownInline.of(caption.childNodes(), targets));
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            boolean head = text.length() == 0;
            text.append(head ? "| " : "\n| ");
            // Only the head must have all cells; filling up long rows would make much of little.
            int missing = head || columns <= MAX_FILLED_COLUMNS ? columns - row.size() : 0;
            text.append(String.join(" | ", row)).append(" |".repeat(1 + missing));
            text.append(head ? "\n|" + " --- |".repeat(columns) : "");
        }
        put(text.toString());
    }

    private void put(String block) {
        if (!block.isEmpty()) {
            out.append(out.length() == 0 ? "" : "\n\n").append(block);
        }
    }
}

package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAddress;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes a run of text with its links, emphasis and code as Markdown; white space is folded as a browser folds it.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/">CommonMark 0.31.2</a>
 */
final class MarkdownInline {

    private static final Set<String> CODE = Set.of("code", "kbd", "samp", "tt", "var");

    private final StringBuilder out = new StringBuilder();
    private final Targets targets;
    private boolean space;

    private MarkdownInline(Targets targets) {
        this.targets = targets;
    }

    /**
     * Writes sibling nodes.
     *
     * @param targets resolves what the page leads to; links beyond are written without their address
     */
    static String of(Iterable<? extends Node> nodes, Targets targets) {
        MarkdownInline inline = new MarkdownInline(targets);
        nodes.forEach(inline::node);
        return inline.out.toString().strip();
    }

    private void node(Node node) {
        if (node instanceof TextNode text) {
            text(text.getWholeText(), true);
        } else if (node instanceof Element element) {
            element(element);
        }
    }

    private void element(Element element) {
        String tag = element.normalName();
        if (tag.equals("br")) {
            space = false;
            out.append(out.length() == 0 ? "" : "\\\n");
        } else if (tag.equals("img")) {
            image(element);
        } else if (CODE.contains(tag)) {
            put(code(element.wholeText().replaceAll("\\s+", " ").strip()));
        } else if (tag.equals("a")) {
            link(element);
        } else {
            String mark = switch (tag) {
                case "strong", "b" -> "**";
                case "em", "i", "cite", "dfn" -> "*";
                case "del", "s", "strike" -> "~~";
                default -> "";
            };
            wrapped(element, mark);
        }
    }

    /** Marks must stand at the words themselves: white space inside of them goes outside. */
    private void wrapped(Element element, String mark) {
        if (mark.isEmpty()) {
            element.childNodes().forEach(this::node);
            return;
        }
        String whole = element.wholeText();
        space |= !whole.isEmpty() && Character.isWhitespace(whole.charAt(0));
        String inner = of(element.childNodes(), targets);
        // One mark inside the same mark would end it.
        put(inner.isEmpty() || inner.contains(mark) ? inner : mark + inner + mark);
        space |= !whole.isEmpty() && Character.isWhitespace(whole.charAt(whole.length() - 1));
    }

    private void link(Element element) {
        String text = of(element.childNodes(), targets);
        String target = targets.of(element, "href");
        boolean leads =
                WebAddress.accepts(target) || target.toLowerCase(Locale.ROOT).startsWith("mailto:");
        put(text.isEmpty() || !leads ? text : "[" + text + "](" + address(target) + ")");
    }

    private void image(Element element) {
        String text = element.attr("alt").replaceAll("\\s+", " ").strip();
        String target = targets.of(element, "src");
        if (!text.isEmpty()) {
            put(WebAddress.accepts(target) ? "![" + escaped(text) + "](" + address(target) + ")" : escaped(text));
        }
    }

    /** Brackets and blanks would end the address too early. */
    private static String address(String target) {
        return target.replace(" ", "%20")
                .replace("(", "%28")
                .replace(")", "%29")
                .replaceAll("[<>\\r\\n]", "");
    }

    /** Returns code between more backticks than it holds in a row. */
    private static String code(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String fence = fence(text, 1);
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + text + pad + fence;
    }

    /** Returns a backtick more than the text holds in a row, and at least so many. */
    static String fence(String text, int least) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(least, longest + 1));
    }

    private void put(String text) {
        if (!text.isEmpty()) {
            flushSpace();
            out.append(text);
        }
    }

    private void text(String text, boolean escape) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u00AD' || c == '\u200B' || c == '\uFEFF') {
                continue;
            }
            if (Character.isWhitespace(c) || c == '\u00A0') {
                put(escape ? escaped(word.toString()) : word.toString());
                word.setLength(0);
                space = true;
            } else {
                word.append(c);
            }
        }
        put(escape ? escaped(word.toString()) : word.toString());
    }

    private void flushSpace() {
        boolean lineStart = out.length() == 0 || out.charAt(out.length() - 1) == '\n';
        if (space && !lineStart) {
            out.append(' ');
        }
        space = false;
    }

    /** Keeps characters that Markdown would take for marks; an underscore within a word is none. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean withinWord = i > 0
                    && i + 1 < text.length()
                    && Character.isLetterOrDigit(text.charAt(i - 1))
                    && Character.isLetterOrDigit(text.charAt(i + 1));
            if ("\\`*[]<".indexOf(c) >= 0 || (c == '_' && !withinWord)) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}

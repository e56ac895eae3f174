package dev.lectern.readers.web;

import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Counts of the text below each element: characters, characters in links, commas. Made in one pass; later changes of the tree do not
 * show.
 */
final class TextStats {

    private static final Counts NONE = new Counts();

    private final Map<Element, Counts> counts = new HashMap<>();

    private static final class Counts {
        private int chars;
        private int linkChars;
        private int commas;
        private boolean block;
    }

    static TextStats of(Element root) {
        TextStats stats = new TextStats();
        NodeTraversor.traverse(stats.new Counter(), root);
        return stats;
    }

    /** Returns the number of characters, runs of white space counted as one. */
    int chars(Element element) {
        return counts.getOrDefault(element, NONE).chars;
    }

    /** Returns the number of commas in any script. */
    int commas(Element element) {
        return counts.getOrDefault(element, NONE).commas;
    }

    /** Returns the share of characters that stand in links, 0 to 1; 0 without text. */
    double linkDensity(Element element) {
        Counts own = counts.getOrDefault(element, NONE);
        return own.chars == 0 ? 0 : (double) own.linkChars / own.chars;
    }

    /** Tells whether a block stands anywhere below an element. */
    boolean hasBlock(Element element) {
        return counts.getOrDefault(element, NONE).block;
    }

    /** Adds up while leaving elements, so that each node is seen once. */
    private final class Counter implements NodeVisitor {
        private int linkDepth;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element) {
                counts.put(element, new Counts());
                linkDepth += element.normalName().equals("a") ? 1 : 0;
            } else if (node instanceof TextNode text && text.parent() != null) {
                Counts own = counts.get(text.parent());
                if (own != null) {
                    count(text.getWholeText(), own);
                }
            }
        }

        private void count(String text, Counts into) {
            boolean white = true;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean wasWhite = white;
                white = Character.isWhitespace(c) || c == '\u00A0';
                if (!white || !wasWhite) {
                    into.chars++;
                    into.linkChars += linkDepth > 0 ? 1 : 0;
                }
                into.commas += ",،、，；".indexOf(c) >= 0 ? 1 : 0;
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            linkDepth -= element.normalName().equals("a") ? 1 : 0;
            Counts own = counts.get(element);
            Counts above = element.parent() == null ? null : counts.get(element.parent());
            if (own != null && above != null) {
                above.chars += own.chars;
                above.linkChars += own.linkChars;
                above.commas += own.commas;
                above.block |= own.block || BlockText.isBlock(element);
            }
        }
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.UnreadableFileException;
import java.util.HashSet;
import java.util.Set;

/**
 * The document type declaration of an XML text: where it stands, and which entities it declares.
 *
 * <p>It stands before the first element; what looks like one in a comment, in character data or anywhere later is text. Immutable.
 *
 * @param start offset of its first char; equal to {@code end} if there is none
 * @param end offset after its last char
 * @param entities names that it declares
 * @see <a href="https://www.w3.org/TR/xml/#NT-doctypedecl">XML 1.0, 2.8 prolog and document type declaration</a>
 */
record XmlDeclaration(int start, int end, Set<String> entities) {

    private static final String OPENING = "<!DOCTYPE";

    private static final String ENTITY = "<!ENTITY";

    XmlDeclaration {
        entities = Set.copyOf(entities);
    }

    /**
     * Finds the declaration.
     *
     * @throws UnreadableFileException if it does not end
     */
    static XmlDeclaration of(String text) throws UnreadableFileException {
        int start = prologEnd(text);
        return text.regionMatches(true, start, OPENING, 0, OPENING.length())
                ? declared(text, start)
                : new XmlDeclaration(0, 0, Set.of());
    }

    /** Returns where the first thing stands that is neither space, comment nor processing instruction. */
    private static int prologEnd(String text) {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
                at++;
                continue;
            }
            int next = afterAside(text, at);
            if (next == at) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private static XmlDeclaration declared(String text, int start) throws UnreadableFileException {
        Set<String> entities = new HashSet<>();
        boolean inner = false;
        int at = start + OPENING.length();
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = afterAside(text, at);
            if (next > at) {
                at = next;
            } else if (c == '"' || c == '\'') {
                int close = text.indexOf(c, at + 1);
                at = close < 0 ? text.length() : close + 1;
            } else if (c == '>' && !inner) {
                return new XmlDeclaration(start, at + 1, entities);
            } else {
                inner = c == '[' || (inner && c != ']');
                if (text.startsWith(ENTITY, at)) {
                    at = takeName(text, at + ENTITY.length(), entities);
                } else {
                    at++;
                }
            }
        }
        throw new UnreadableFileException("damaged: its document type declaration does not end. Repair it.");
    }

    /** Adds the name of an entity, with or without the sign of those that only declarations use, and returns what follows it. */
    private static int takeName(String text, int from, Set<String> entities) {
        int start = from;
        while (start < text.length() && (Character.isWhitespace(text.charAt(start)) || text.charAt(start) == '%')) {
            start++;
        }
        int end = start;
        while (end < text.length() && isNameChar(text.charAt(end))) {
            end++;
        }
        entities.add(text.substring(start, end));
        return end;
    }

    private static boolean isNameChar(char c) {
        return !Character.isWhitespace(c) && "\"'<>&;%[]".indexOf(c) < 0;
    }

    /** Returns what follows a comment or processing instruction that starts here, else the same place. */
    private static int afterAside(String text, int at) {
        String close = text.startsWith("<!--", at) ? "-->" : text.startsWith("<?", at) ? "?>" : "";
        return close.isEmpty() ? at : after(text, at, close);
    }

    private static int after(String text, int at, String close) {
        int end = text.indexOf(close, at);
        return end < 0 ? text.length() : end + close.length();
    }

    /** Returns the first declared entity that the text behind the declaration uses, empty if there is none. */
    String usedIn(String text) {
        int at = end;
        while (!entities.isEmpty() && at < text.length()) {
            char c = text.charAt(at);
            if (c == '<') {
                int next = text.startsWith("<![CDATA[", at) ? after(text, at, "]]>") : afterAside(text, at);
                at = Math.max(next, at + 1);
            } else if (c == '&') {
                int close = at + 1;
                while (close < text.length() && isNameChar(text.charAt(close))) {
                    close++;
                }
                boolean ends = close < text.length() && text.charAt(close) == ';';
                String name = text.substring(at + 1, close);
                if (ends && entities.contains(name)) {
                    return name;
                }
                at = close;
            } else {
                at++;
            }
        }
        return "";
    }
}

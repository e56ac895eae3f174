package dev.lectern.readers.web;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A pattern of addresses. {@code *} stands for any characters.
 *
 * <p>One that begins with a slash is compared with path and query from their start, and matches whatever follows unless it ends in {@code $},
 * as in robots.txt. Any other is compared with the whole address.
 *
 * <p>Immutable. Cost: the length of the address times the number of stars, whatever the pattern.
 */
final class UrlPattern {

    private final boolean ofPath;
    private final List<String> parts;
    private final boolean toEnd;

    private UrlPattern(String text, boolean ofPath) {
        this.ofPath = ofPath;
        boolean marked = ofPath && text.endsWith("$");
        this.toEnd = marked || !ofPath;
        this.parts = List.of(
                sameForm(marked ? text.substring(0, text.length() - 1) : text).split("\\*", -1));
    }

    /** Makes a pattern of path and query, or of a whole address if it begins with anything but a slash. */
    static UrlPattern of(String text) {
        return new UrlPattern(text, text.startsWith("/"));
    }

    /** Makes a pattern of path and query, as robots.txt has them. */
    static UrlPattern ofPath(String text) {
        return new UrlPattern(text, true);
    }

    boolean matches(URI uri) {
        String text = ofPath ? pathAndQuery(uri) : uri.toString();
        String first = parts.get(0);
        String subject = sameForm(text);
        if (!subject.startsWith(first)) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            int found = last && toEnd ? subject.length() - part.length() : subject.indexOf(part, at);
            if (found < at || !subject.startsWith(part, found)) {
                return false;
            }
            at = found + part.length();
        }
        return !toEnd || at == subject.length();
    }

    private static String pathAndQuery(URI uri) {
        String path = Objects.requireNonNullElse(uri.getRawPath(), "/");
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Writes escapes in one case: %2f and %2F are the same. */
    private static String sameForm(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        char[] same = text.toCharArray();
        for (int i = 0; i + 2 < same.length; i++) {
            if (text.charAt(i) == '%') {
                same[i + 1] = Character.toUpperCase(text.charAt(i + 1));
                same[i + 2] = Character.toUpperCase(text.charAt(i + 2));
            }
        }
        return new String(same);
    }
}

package dev.lectern.examples;

import java.util.List;
import java.util.stream.Collectors;

/** What a page may show of a source file. */
final class SourceText {

    private SourceText() {}

    /**
     * Returns the lines between the braces of a method.
     *
     * <p>The method begins at the first line with {@code name(} that ends with a brace, and ends at the next closing brace with the
     * same indentation; the formatter sees to that.
     *
     * @throws IllegalArgumentException if there is no such method (message has the name)
     */
    static String bodyOf(String method, String source) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.contains(" " + method + "(")
                    && line.endsWith("{")
                    && !line.strip().startsWith("*")) {
                String close =
                        line.substring(0, line.length() - line.stripLeading().length()) + "}";
                List<String> rest = lines.subList(i + 1, lines.size());
                return String.join("\n", rest.subList(0, rest.indexOf(close)));
            }
        }
        throw new IllegalArgumentException("source must have the method " + method + ", got: none of this name");
    }

    /** Returns what counts of a source or an output: all but package, imports and white space. */
    static String essence(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.matches("(package|import) .*;"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\\s+", "");
    }
}

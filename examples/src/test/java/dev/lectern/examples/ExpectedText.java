package dev.lectern.examples;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a pattern of an expected text in which a line {@code ...} stands for any lines, or none. */
final class ExpectedText {

    private ExpectedText() {}

    static Pattern pattern(String expected) {
        return Pattern.compile(expected.lines()
                .map(line -> line.strip().equals("...") ? "(?:.*\\n)*?" : Pattern.quote(line) + "\\n")
                .collect(Collectors.joining("", "", "\\z")));
    }
}

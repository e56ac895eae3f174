package dev.lectern.examples;

import java.util.regex.Pattern;

/**
 * Printed text with what differs between machines and runs taken out.
 *
 * <p>The rule: a number from 0 to 1 with two decimals is a score and becomes {@code 0.##}, since the 8-bit arithmetic of processors
 * differs; a port on 127.0.0.1 becomes {@code PORT}; {@code N ms} becomes {@code # ms}. Trailing white space does not count.
 */
final class Masked {

    private static final Pattern SCORE = Pattern.compile("(?<![\\d.])[01]\\.\\d\\d(?![\\d.]*\\d)");
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern MILLISECONDS = Pattern.compile("\\b\\d+ ms\\b");
    private static final Pattern LINE_END = Pattern.compile("[ \\t\\r]*\\n");

    private Masked() {}

    static String of(String printed) {
        String text = LINE_END.matcher(printed + "\n").replaceAll("\n");
        text = SCORE.matcher(text).replaceAll("0.##");
        text = PORT.matcher(text).replaceAll("127.0.0.1:PORT");
        return MILLISECONDS.matcher(text).replaceAll("# ms").strip();
    }
}

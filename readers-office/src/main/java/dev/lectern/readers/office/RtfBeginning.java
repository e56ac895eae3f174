package dev.lectern.readers.office;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Says where the text of an RTF begins.
 *
 * <p>Tika's extractor takes text for a part of the header until it meets a word that starts a paragraph, a section or a run, and forgets
 * what it met before at the end of each group. A writer need not use such a word: {@code {\rtf1\ansi Two boats.}} is whole. So one is put
 * in front of the first text where the document has none before it.
 *
 * <p>Source: Microsoft, Rich Text Format Specification 1.9.1, sections "RTF Syntax" and "Header".
 */
final class RtfBeginning {

    private static final byte[] PARAGRAPH = "\\pard ".getBytes(StandardCharsets.US_ASCII);

    /** Words by which the extractor knows that the header is over. */
    private static final Set<String> BEGIN =
            Set.of("par", "pard", "sect", "sectd", "plain", "ltrch", "rtlch", "htmlrtf", "line");

    /** Groups of the header, which hold no text of the document. */
    private static final Set<String> HEADER = Set.of(
            "fonttbl",
            "filetbl",
            "colortbl",
            "stylesheet",
            "listtable",
            "listoverridetable",
            "revtbl",
            "rsidtbl",
            "info",
            "upr",
            "xmlnstbl");

    private final byte[] rtf;
    private int at;
    private String word = "";
    private int number;

    private RtfBeginning(byte[] rtf) {
        this.rtf = rtf;
    }

    /** Returns the document with a paragraph in front of its first text, or as it is where it has one. */
    static byte[] marked(byte[] rtf) {
        int text = new RtfBeginning(rtf).firstText();
        if (text < 0) {
            return rtf;
        }
        byte[] marked = Arrays.copyOf(rtf, rtf.length + PARAGRAPH.length);
        System.arraycopy(PARAGRAPH, 0, marked, text, PARAGRAPH.length);
        System.arraycopy(rtf, text, marked, text + PARAGRAPH.length, rtf.length - text);
        return marked;
    }

    /** Returns where the first text or group of it starts, -1 where a paragraph starts before it or there is none. */
    private int firstText() {
        if (rtf.length == 0 || rtf[0] != '{') {
            return -1;
        }
        at = 1;
        while (at < rtf.length) {
            int start = at;
            switch (rtf[at]) {
                case '{' -> {
                    if (!isHeader()) {
                        return start;
                    }
                    skipGroup();
                }
                case '\\' -> {
                    if (!readWord()) {
                        return start; // a character by its number
                    }
                    if (BEGIN.contains(word)) {
                        return -1;
                    }
                }
                case '}' -> {
                    return -1;
                }
                case '\r', '\n' -> at++;
                default -> {
                    return start;
                }
            }
        }
        return -1;
    }

    /** Tells whether the group that starts here belongs to the header; leaves the place as it is. */
    private boolean isHeader() {
        int start = at;
        at++;
        boolean header = false;
        if (at + 1 < rtf.length && rtf[at] == '\\') {
            header = rtf[at + 1] == '*' || (readWord() && HEADER.contains(word));
        }
        at = start;
        return header;
    }

    private void skipGroup() {
        int depth = 0;
        do {
            switch (rtf[at]) {
                case '{' -> {
                    depth++;
                    at++;
                }
                case '}' -> {
                    depth--;
                    at++;
                }
                case '\\' -> {
                    if (readWord() && word.equals("bin")) {
                        at = (int) Math.min(rtf.length, (long) at + Math.max(0, number));
                    }
                }
                default -> at++;
            }
        } while (depth > 0 && at < rtf.length);
    }

    /**
     * Reads what follows a backslash.
     *
     * @return whether it is a word other than a character given by its number or behind a backslash
     */
    private boolean readWord() {
        int from = ++at;
        while (at < rtf.length && isLetter(rtf[at])) {
            at++;
        }
        if (at == from) {
            at = Math.min(rtf.length, at + 1);
            return false;
        }
        word = new String(rtf, from, at - from, StandardCharsets.US_ASCII);
        int digits = at;
        if (at < rtf.length && rtf[at] == '-') {
            at++;
        }
        while (at < rtf.length && rtf[at] >= '0' && rtf[at] <= '9' && at - digits < 10) {
            at++;
        }
        String text = new String(rtf, digits, at - digits, StandardCharsets.US_ASCII);
        number = text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : 0;
        if (at < rtf.length && rtf[at] == ' ') {
            at++;
        }
        return !word.equals("u");
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }
}

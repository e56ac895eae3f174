package dev.lectern.readers.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into records and fields.
 *
 * <p>As RFC 4180 has it, and more lenient: any separator, any line end, quotes within unquoted fields are text, a quote that never ends
 * is text too. One thread at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRows {

    private final String text;
    private final char separator;
    private int at;

    CsvRows(String text, char separator) {
        this.text = text;
        this.separator = separator;
    }

    /** Returns the next record, of one field or more; an empty list after the last one. */
    List<String> next() {
        List<String> fields = new ArrayList<>();
        if (at >= text.length()) {
            return fields;
        }
        while (true) {
            fields.add(field());
            if (at >= text.length()) {
                return fields;
            }
            char end = text.charAt(at++);
            if (end != separator) {
                if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    at++;
                }
                return fields;
            } else if (at >= text.length()) {
                fields.add("");
                return fields;
            }
        }
    }

    private String field() {
        int start = at;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        if (start < text.length() && text.charAt(start) == '"') {
            int end = closing(start);
            if (end > 0) {
                at = end + 1;
                return text.substring(start + 1, end).replace("\"\"", "\"");
            }
        }
        start = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Returns where the quote closes: before a separator, a line end or the end of the text; 0 if nowhere. */
    private int closing(int start) {
        for (int end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
            if (end + 1 < text.length() && text.charAt(end + 1) == '"') {
                end++;
            } else if (end + 1 == text.length() || isEnd(text.charAt(end + 1))) {
                return end;
            } else {
                return 0;
            }
        }
        return 0;
    }

    private boolean isEnd(char c) {
        return c == separator || c == '\n' || c == '\r';
    }
}

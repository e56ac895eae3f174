package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines between {@code ---} and {@code ---} at the start of a Markdown file.
 *
 * <p>Only lines {@code key: value} without indentation are understood; lists, nested keys and block text are passed over. Immutable.
 *
 * @param end offset of the text after it; 0 if there is none
 * @param values by key in lower case
 */
record FrontMatter(int end, Map<String, String> values) {

    private static final Pattern OPENING = Pattern.compile("---[ \\t]*\\r?\\n");

    private static final Pattern CLOSING =
            Pattern.compile("^(?:---|\\.\\.\\.)[ \\t]*(?:\\r?\\n|\\z)", Pattern.MULTILINE);

    private static final Pattern PAIR = Pattern.compile("^([\\w-]+):[ \\t]+(\\S[^\\r\\n]*)", Pattern.MULTILINE);

    FrontMatter {
        values = Map.copyOf(values);
    }

    static FrontMatter of(String text) {
        Matcher opening = OPENING.matcher(text);
        Matcher closing = CLOSING.matcher(text);
        if (!opening.lookingAt() || !closing.find(opening.end())) {
            return new FrontMatter(0, Map.of());
        }
        Map<String, String> values = new HashMap<>();
        Matcher pair = PAIR.matcher(text).region(opening.end(), closing.start());
        while (pair.find()) {
            String value = unquoted(pair.group(2).strip());
            if (!value.isEmpty()) {
                values.put(pair.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return new FrontMatter(closing.end(), values);
    }

    /** Returns a scalar without quotes and comment; empty for what is no simple scalar. */
    private static String unquoted(String value) {
        char first = value.charAt(0);
        if (first == '"' || first == '\'') {
            int last = value.indexOf(first, 1);
            return last < 0 ? "" : value.substring(1, last).strip();
        }
        boolean structured = "[{|>&*!".indexOf(first) >= 0;
        return structured ? "" : withoutComment(value);
    }

    private static String withoutComment(String value) {
        for (int at = value.indexOf('#'); at > 0; at = value.indexOf('#', at + 1)) {
            if (Character.isWhitespace(value.charAt(at - 1))) {
                return value.substring(0, at).strip();
            }
        }
        return value.strip();
    }

    /** Sets title, author, description, language and creation date as far as they are here. */
    void addTo(Metadata.Builder metadata) {
        metadata.setIfPresent(MetadataKeys.TITLE, value("title"));
        metadata.setIfPresent(MetadataKeys.AUTHOR, value("author"));
        metadata.setIfPresent(MetadataKeys.DESCRIPTION, value("description"));
        metadata.setIfPresent(MetadataKeys.LANGUAGE, value("language", "lang").flatMap(Declared::language));
        metadata.setIfPresent(MetadataKeys.CREATED_AT, value("date", "created").flatMap(Declared::instant));
    }

    private Optional<String> value(String... keys) {
        for (String key : keys) {
            String value = values.get(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}

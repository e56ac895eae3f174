package dev.lectern.store.retrieval.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the reason in the body of an answer that is no success: FastAPI's JSON with either pydantic, a proxy's page, or plain text. */
final class ErrorBody {

    /** As much as tells the reason on a screen or two of a terminal. */
    static final int MAX_CHARS = 500;

    /** What is taken from the wire: enough for a title behind a long head. */
    static final int MAX_BYTES = 64 * 1024;

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]*)</title>", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TEXT =
            Pattern.compile("<(script|style|head)\\b.*?</\\1\\s*>|<[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ErrorBody() {}

    /**
     * Returns the reason on one line of at most {@value #MAX_CHARS} characters; empty if there is none.
     *
     * @param blotted takes secrets out of a text
     */
    static String excerpt(byte[] body, String contentType, UnaryOperator<String> blotted) {
        // Blotted out before the cut, which might leave half a token.
        return cut(blotted.apply(reason(body, contentType)));
    }

    private static String reason(byte[] body, String contentType) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (isHtml(text, contentType)) {
            return "HTML page: " + pageText(text);
        }
        try {
            return detail(JsonTree.parse(body), text);
        } catch (IOException noJson) {
            return text;
        }
    }

    static boolean isHtml(String text, String contentType) {
        String start = text.stripLeading();
        return contentType.contains("html")
                || start.regionMatches(true, 0, "<!doctype html", 0, 14)
                || start.regionMatches(true, 0, "<html", 0, 5);
    }

    private static String pageText(String html) {
        Matcher title = TITLE.matcher(html);
        return title.find() && !title.group(1).isBlank()
                ? title.group(1)
                : NO_TEXT.matcher(html).replaceAll(" ");
    }

    private static String detail(@Nullable Object json, String text) {
        Map<?, ?> object = JsonTree.object(json);
        Object detail = object.containsKey("detail") ? object.get("detail") : object.get("error");
        if (detail instanceof List<?> faults) {
            return faults.stream().map(ErrorBody::fault).collect(Collectors.joining("; "));
        }
        return detail == null ? text : detail.toString();
    }

    /** Writes {@code body.documents.0.text: field required (value_error.missing)}; the value itself may be a document, so it stays out. */
    private static String fault(@Nullable Object fault) {
        Map<?, ?> members = JsonTree.object(fault);
        if (members.get("msg") == null) {
            return String.valueOf(fault);
        }
        String place = members.get("loc") instanceof List<?> path
                ? path.stream().map(String::valueOf).collect(Collectors.joining("."))
                : String.valueOf(members.get("loc"));
        return place + ": " + members.get("msg") + " (" + members.get("type") + ")";
    }

    private static String cut(String text) {
        String line = text.replaceAll("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (line.length() <= MAX_CHARS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
        return line.substring(0, end) + " …";
    }
}

package dev.lectern.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the body of an answer that is no success says: OpenAI's and Azure's {@code error} object, the flat one of vLLM, the text of Ollama,
 * FastAPI's {@code detail}, a proxy's page, or plain text.
 *
 * @param words the reason on one line; empty if there is none
 * @param code the service's word for it, its type where it has no code; may be empty
 * @param parameter the part of the request that is at fault; may be empty
 */
record ErrorBody(String words, String code, String parameter) {

    /** What is taken from the wire: enough for a title behind a long head. */
    static final int MAX_BYTES = 64 * 1024;

    /** As much as tells the reason on a screen or two of a terminal. */
    private static final int MAX_CHARS = 500;

    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]*)</title>", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TEXT =
            Pattern.compile("<(script|style|head)\\b.*?</\\1\\s*>|<[^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Reads a body; the key is blotted out of all of it before anything is cut. */
    static ErrorBody of(byte[] body, String contentType, Optional<String> key) {
        String text = ApiKey.blot(new String(body, StandardCharsets.UTF_8), key);
        if (isHtml(text, contentType)) {
            return new ErrorBody(cut("HTML page: " + pageText(text)), "", "");
        }
        try {
            return of(Json.parse(text), text);
        } catch (IOException noJson) {
            return new ErrorBody(cut(text), "", "");
        }
    }

    /** Reads the JSON of an error, as it also stands in the middle of a stream. */
    static ErrorBody of(JsonNode json, Optional<String> key) {
        ErrorBody read = of(json, json.toString());
        return new ErrorBody(ApiKey.blot(read.words, key), read.code, read.parameter);
    }

    private static ErrorBody of(JsonNode json, String text) {
        JsonNode top = json.isArray() && json.size() > 0 ? json.get(0) : json; // Gemini's endpoint puts it into a list
        JsonNode error = top.has("error") ? top.get("error") : top.has("detail") ? top.get("detail") : top;
        if (!error.isObject()) {
            String words = error.isValueNode() ? error.asText() : error.toString();
            return new ErrorBody(cut(words.isBlank() ? text : words), Json.text(top, "code"), "");
        }
        String words = Json.text(error, "message");
        String code = Json.text(error, "code");
        String type = Json.text(error, "type");
        boolean codeIsWord = !code.isEmpty() && !Character.isDigit(code.charAt(0));
        return new ErrorBody(cut(words.isEmpty() ? text : words), codeIsWord ? code : type, Json.text(error, "param"));
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

    private static String cut(String text) {
        String line = text.replaceAll("[\\s\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (line.length() <= MAX_CHARS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
        return line.substring(0, end) + " …";
    }
}

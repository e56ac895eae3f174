package dev.lectern.readers.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A message or a part of one: headers and what follows them.
 *
 * <p>Lenient as mail programs are: lines end by CR LF or LF, boundaries may be missing at the end, unknown encodings are taken as none.
 * Immutable by use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2045">RFC 2045, Internet message bodies</a>
 */
final class MimePart {

    /** Deeper nesting is no mail but an attack; the rest is then one text. */
    static final int MAX_DEPTH = 20;

    private final Map<String, String> headers;

    /** A char per byte, still encoded. */
    private final String body;

    private MimePart(Map<String, StringBuilder> headers, String body) {
        this.headers = new HashMap<>();
        headers.forEach((name, value) -> this.headers.put(name, value.toString()));
        this.body = body;
    }

    /** Splits the bytes of a message at the first blank line. */
    static MimePart of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static MimePart of(String raw) {
        Map<String, StringBuilder> headers = new HashMap<>();
        String name = "";
        int at = 0;
        while (at < raw.length()) {
            int end = raw.indexOf('\n', at);
            int next = end < 0 ? raw.length() : end + 1;
            String line = raw.substring(at, end < 0 ? raw.length() : end);
            line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            String folded = line.strip();
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                return new MimePart(headers, raw.substring(next));
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                headers.computeIfPresent(name, (key, value) -> value.append(' ').append(folded));
            } else if (colon > 0 && line.substring(0, colon).strip().indexOf(' ') < 0) {
                name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                StringBuilder value =
                        new StringBuilder(line.substring(colon + 1).strip());
                if (headers.putIfAbsent(name, value) != null) {
                    name = "";
                }
            } else if (!line.startsWith("From ") && !line.startsWith(">From ")) {
                // No header: the blank line is missing.
                return new MimePart(headers, raw.substring(at));
            }
            at = next;
        }
        return new MimePart(headers, "");
    }

    /** Returns the first header of a name, still encoded; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Returns the media type in lower case. */
    String type() {
        String type = header("content-type").replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return type.indexOf('/') > 0 ? type : "text/plain";
    }

    /** Returns the parts of a multipart; none if it is no such. */
    List<MimePart> parts() {
        String boundary = MailHeaders.parameter(header("content-type"), "boundary");
        List<MimePart> parts = new ArrayList<>();
        if (!type().startsWith("multipart/") || boundary.isEmpty()) {
            return parts;
        }
        String mark = "--" + boundary;
        int at = lineStart(mark, 0);
        while (at >= 0 && !body.startsWith("--", at + mark.length())) {
            int line = body.indexOf('\n', at);
            if (line < 0) {
                break;
            }
            int next = lineStart(mark, line);
            String part = body.substring(line + 1, next < 0 ? body.length() : Math.max(line + 1, next));
            parts.add(of(part));
            at = next;
        }
        return parts;
    }

    private int lineStart(String mark, int from) {
        for (int at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
            if (at == 0 || body.charAt(at - 1) == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Returns the body as it was before it was made fit for mail. */
    byte[] content() {
        String encoding = header("content-transfer-encoding").strip().toLowerCase(Locale.ROOT);
        byte[] raw = body.getBytes(StandardCharsets.ISO_8859_1);
        if (encoding.startsWith("base64")) {
            return base64(body);
        } else if (encoding.startsWith("quoted-printable")) {
            return quotedPrintable(raw);
        }
        return raw;
    }

    /** Decodes base64 as far as it goes; what is no part of it is passed over. */
    static byte[] base64(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9+/]", "");
        // A single digit of base64 at the end holds no whole byte.
        String whole = clean.length() % 4 == 1 ? clean.substring(0, clean.length() - 1) : clean;
        return Base64.getDecoder().decode(whole);
    }

    /** Decodes quoted-printable; what is not well-formed stays as it is. */
    static byte[] quotedPrintable(byte[] raw) {
        byte[] out = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '=') {
                out[length++] = raw[i];
                continue;
            }
            int end = i + 1;
            while (end < raw.length && (raw[end] == ' ' || raw[end] == '\t' || raw[end] == '\r')) {
                end++;
            }
            if (end < raw.length && raw[end] == '\n') {
                i = end;
                continue;
            }
            int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
            if (high >= 0 && low >= 0) {
                out[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                out[length++] = '=';
            }
        }
        return Arrays.copyOf(out, length);
    }
}

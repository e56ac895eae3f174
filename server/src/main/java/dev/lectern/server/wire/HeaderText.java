package dev.lectern.server.wire;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/** Makes any text fit for a header value. Stateless. */
public final class HeaderText {

    /** Longer lists are cut, with an ellipsis to say so; header space is scarce. */
    private static final int MAX_CHARS = 2000;

    private HeaderText() {}

    /** Returns texts joined by commas; a comma or percent sign within a text is percent-encoded. */
    public static String list(Collection<String> texts) {
        String joined =
                texts.stream().map(text -> encode(escape(text))).distinct().collect(Collectors.joining(","));
        return joined.length() <= MAX_CHARS
                ? joined
                : joined.substring(0, joined.lastIndexOf(',', MAX_CHARS) + 1) + "...";
    }

    private static String escape(String text) {
        return text.replace("%", "%25").replace(",", "%2C");
    }

    /** Returns a text with all but printable ASCII percent-encoded in UTF-8. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0x20 && b < 0x7F) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return out.toString();
    }
}

package dev.lectern.store.lucene;

import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;

/**
 * Any Java string as bytes and back: each UTF-16 unit by itself, in one to three bytes (CESU-8).
 *
 * <p>Unlike UTF-8 it keeps surrogates without their other half, and bytes sort as {@link String#compareTo} does. No byte is 0xF0 or
 * above, so such a byte may end a string within a longer key.
 *
 * @see <a href="https://www.unicode.org/reports/tr26/">Unicode Technical Report 26</a>
 */
final class TextBytes {

    private TextBytes() {}

    static BytesRef of(String text) {
        BytesRefBuilder out = new BytesRefBuilder();
        append(text, out);
        return out.toBytesRef();
    }

    static void append(String text, BytesRefBuilder out) {
        int at = out.length();
        out.grow(at + 3 * text.length());
        byte[] bytes = out.bytes();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        out.setLength(at);
    }

    static String text(BytesRef bytes) {
        return text(bytes.bytes, bytes.offset, bytes.length);
    }

    static String text(byte[] bytes, int offset, int length) {
        char[] chars = new char[length];
        int count = 0;
        int end = offset + length;
        for (int i = offset; i < end; ) {
            int b = bytes[i++] & 0xFF;
            if (b < 0x80) {
                chars[count++] = (char) b;
            } else if (b < 0xE0) {
                chars[count++] = (char) (((b & 0x1F) << 6) | (bytes[i++] & 0x3F));
            } else {
                chars[count++] = (char) (((b & 0xF) << 12) | ((bytes[i++] & 0x3F) << 6) | (bytes[i++] & 0x3F));
            }
        }
        return new String(chars, 0, count);
    }
}

package dev.lectern.readers.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Judges from the first bytes of a file whether they are text, and reads Unicode's own marks. Stateless. */
final class TextProbe {

    /** Of that many bytes one may be a control character that text does not use; logs and old files have a few. */
    private static final int BYTES_PER_CONTROL = 200;

    private TextProbe() {}

    /** A byte order mark. */
    record Mark(Charset charset, int length) {}

    /** Returns the byte order mark at the start, or null. */
    static @Nullable Mark markOf(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new Mark(StandardCharsets.UTF_8, 3);
        } else if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
            return new Mark(Charset.forName("UTF-32LE"), 4);
        } else if (startsWith(head, 0, 0, 0xFE, 0xFF)) {
            return new Mark(Charset.forName("UTF-32BE"), 4);
        } else if (startsWith(head, 0xFF, 0xFE)) {
            return new Mark(StandardCharsets.UTF_16LE, 2);
        } else if (startsWith(head, 0xFE, 0xFF)) {
            return new Mark(StandardCharsets.UTF_16BE, 2);
        }
        return null;
    }

    /**
     * Returns UTF-16 in one of its orders if bytes without a mark look like it, or null: nearly every second byte is zero, or the
     * code units decode without a fault to text without controls.
     */
    static @Nullable Charset unmarkedUtf16(byte[] head) {
        int length = head.length & ~1;
        int[] zeros = new int[2];
        for (int i = 0; i < length; i += 2) {
            zeros[0] += head[i] == 0 ? 1 : 0;
            zeros[1] += head[i + 1] == 0 ? 1 : 0;
            if (head[i] == 0 && head[i + 1] == 0) {
                return null;
            }
        }
        int units = length / 2;
        if (units < 2) {
            return null;
        }
        // Spaces, digits and line ends have a zero byte in every script, and the other byte of a unit never is zero
        // then.
        if (zeros[1] * 10 > units && zeros[0] * 50 < units) {
            return isTextIn(head, length, 1) ? StandardCharsets.UTF_16LE : null;
        } else if (zeros[0] * 10 > units && zeros[1] * 50 < units) {
            return isTextIn(head, length, 0) ? StandardCharsets.UTF_16BE : null;
        }
        return null;
    }

    private static boolean isTextIn(byte[] head, int length, int highByte) {
        int controls = 0;
        for (int i = 0; i < length; i += 2) {
            int unit = ((head[i + highByte] & 0xFF) << 8) | (head[i + 1 - highByte] & 0xFF);
            controls += isBadControl(unit) || unit >= 0xFFF0 || (unit >= 0xE000 && unit < 0xF900) ? 1 : 0;
        }
        return controls * BYTES_PER_CONTROL <= length;
    }

    /** Tells whether bytes hold no control character that text does not use, in any charset. */
    static boolean isCleanText(byte[] head) {
        return markOf(head) != null || !hasMoreControls(head, 0) || unmarkedUtf16(head) != null;
    }

    /** Tells whether bytes are text apart from a stray control character here and there. */
    static boolean isMostlyText(byte[] head) {
        return !hasMoreControls(head, head.length / BYTES_PER_CONTROL) || isCleanText(head);
    }

    private static boolean hasMoreControls(byte[] head, int most) {
        int controls = 0;
        for (byte b : head) {
            if (isBadControl(b & 0xFF) && ++controls > most) {
                return true;
            }
        }
        return false;
    }

    /** Line ends, tabs, form feed, backspace, escape (terminal colours, ISO 2022) and the end mark of DOS do occur in text. */
    private static boolean isBadControl(int c) {
        return c < 0x20 && (c < 0x08 || c == 0x0B || (c > 0x0D && c != 0x1A && c != 0x1B));
    }

    private static boolean startsWith(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}

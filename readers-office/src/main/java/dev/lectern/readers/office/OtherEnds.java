package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells whether the end of a file of WordPerfect 6.1 and newer, or of FrameMaker's exchange format, is missing; no parser does. Stateless. */
final class OtherEnds {

    private static final int WORD_PERFECT = 0x435057FF;

    /** Headers of version 6.0 are shorter, and say no size. */
    private static final int WORD_PERFECT_HEADER_BYTES = 24;

    private OtherEnds() {}

    /** Returns whether a file is shorter than it says, or ends within a statement; false for other kinds of files. */
    static boolean isCut(FileInput input) throws IOException {
        byte[] head = input.head();
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length >= WORD_PERFECT_HEADER_BYTES && header.getInt(0) == WORD_PERFECT) {
            boolean longer = header.get(10) == 2 && (header.getShort(14) & 0xFFFF) >= WORD_PERFECT_HEADER_BYTES;
            return longer && (header.getInt(20) & 0xFFFFFFFFL) > input.sizeBytes();
        } else if (!new String(head, 0, Math.min(8, head.length), StandardCharsets.US_ASCII).equals("<MIFFile")) {
            return false;
        }
        try (InputStream in = new BufferedInputStream(input.stream())) {
            return hasOpenStatements(in);
        }
    }

    /** Counts brackets; those in strings, in comments, and in lines of pictures do not count. */
    private static boolean hasOpenStatements(InputStream in) throws IOException {
        int open = 0;
        boolean lineStarts = true;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '`') {
                skipTo('\'', in);
            } else if (c == '#' || (lineStarts && (c == '&' || c == '='))) {
                skipTo('\n', in);
                lineStarts = true;
                continue;
            }
            open += c == '<' ? 1 : c == '>' ? -1 : 0;
            lineStarts = c == '\n';
        }
        return open > 0;
    }

    private static void skipTo(char end, InputStream in) throws IOException {
        int c = in.read();
        while (c >= 0 && c != end) {
            c = in.read();
        }
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads mailboxes: each message is a file within, named by its number.
 *
 * <p>A message begins at a line that starts with {@code From }, at the start or after a blank line. Only one message is in memory at a
 * time; one of more than 64 MiB is a failure, and those after it are read.
 */
public final class MboxFormat extends BuiltInFormat {

    /** As for a mail that is a file of its own. */
    private static final long MAX_MESSAGE_BYTES = MailFormat.MAX_BYTES;

    private static final int MAX_LINE_BYTES = 64 * 1024;

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public MboxFormat() {
        super("mbox", "Reads mailboxes, a document per message.", FileType.of("application/mbox", "mbox"));
    }

    /** Messages pass one by one. */
    @Override
    public long defaultMaxBytes() {
        return 2L << 30;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        int number = 0;
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean lineStarts = true;
        boolean blankBefore = true;
        long size = 0;
        try (InputStream in = new BufferedInputStream(input.stream())) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                if (lineStarts && blankBefore && startsWith(line, FROM)) {
                    number = pass(message, size, number, sink);
                    size = 0;
                } else {
                    size += line.length;
                    if (size <= MAX_MESSAGE_BYTES) {
                        message.write(line);
                    }
                }
                blankBefore = lineStarts && (line[0] == '\n' || (line.length == 2 && line[0] == '\r'));
                lineStarts = line[line.length - 1] == '\n';
            }
        }
        if (pass(message, size, number, sink) == 0) {
            throw new UnreadableFileException("damaged: there is no message in it. Check that the file is whole.");
        }
    }

    private static int pass(ByteArrayOutputStream message, long size, int number, FileSink sink)
            throws IOException, UnreadableFileException {
        if (message.size() == 0) {
            return number;
        }
        String name = (number + 1) + ".eml";
        if (size > MAX_MESSAGE_BYTES) {
            sink.failure(
                    name,
                    "too large: a message of " + size + " bytes, the limit is " + MAX_MESSAGE_BYTES
                            + " bytes. Take its attachments out.",
                    null);
        } else {
            sink.part(name, new ByteArrayInputStream(message.toByteArray()));
        }
        message.reset();
        return number + 1;
    }

    /** Returns a line with its end, or a piece of one that is longer than any line of text; none at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            if (c == '\n' || line.size() == MAX_LINE_BYTES) {
                break;
            }
        }
        return line.toByteArray();
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (line.length <= i || line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}

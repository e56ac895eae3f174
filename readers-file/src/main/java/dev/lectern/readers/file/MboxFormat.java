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
 * time.
 */
public final class MboxFormat extends BuiltInFormat {

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
        boolean blankBefore = true;
        try (InputStream in = new BufferedInputStream(input.stream())) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                if (blankBefore && startsWith(line, FROM)) {
                    number = pass(message, number, sink);
                } else {
                    message.write(line);
                }
                blankBefore = line[0] == '\n' || (line.length == 2 && line[0] == '\r');
            }
        }
        if (pass(message, number, sink) == 0) {
            throw new UnreadableFileException("damaged: there is no message in it. Check that the file is whole.");
        }
    }

    private static int pass(ByteArrayOutputStream message, int number, FileSink sink)
            throws IOException, UnreadableFileException {
        if (message.size() == 0) {
            return number;
        }
        sink.part((number + 1) + ".eml", new ByteArrayInputStream(message.toByteArray()));
        message.reset();
        return number + 1;
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c >= 0; c = in.read()) {
            line.write(c);
            if (c == '\n') {
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

package dev.lectern.readers.file;

import com.google.common.io.ByteStreams;
import dev.lectern.document.Metadata;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tar archives of the kinds ustar, pax and GNU: each file is a file within, and the archive itself is a document that lists their
 * names. Links, devices and folders hold no text and are only listed.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX, pax: ustar and pax formats</a>
 */
public final class TarFormat extends BuiltInFormat {

    private static final int BLOCK = 512;

    /** A longer name is an attack. */
    private static final int MAX_NAME_BYTES = 64 * 1024;

    /** Their names are held in memory. */
    private static final int MAX_ENTRIES = 200_000;

    private static final Pattern PAX_PATH = Pattern.compile("(?:^|\\n)\\d+ path=([^\\n]*)\\n");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public TarFormat() {
        super(
                "tar",
                "Reads the files in tar archives, each as a document of its own.",
                FileType.of("application/x-tar", "tar"),
                FileType.of("application/x-gtar"));
    }

    /** Files pass one by one. */
    @Override
    public long defaultMaxBytes() {
        return 4L << 30;
    }

    @Override
    public boolean recognises(byte[] head) {
        return head.length >= BLOCK && text(head, 257, 5).equals("ustar");
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        List<String> names = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(input.stream())) {
            readEntries(in, sink, names);
        } finally {
            sink.document(FileContent.of(String.join("\n", names), Metadata.of("entries", names.size())));
        }
    }

    private static void readEntries(InputStream in, FileSink sink, List<String> names)
            throws IOException, UnreadableFileException {
        String longName = "";
        byte[] header = new byte[BLOCK];
        while (true) {
            int read = ByteStreams.read(in, header, 0, BLOCK);
            if (read == 0) {
                throw new UnreadableFileException(
                        "damaged: the mark at the end of the archive is missing, so entries may be. Check that the whole file is there.");
            } else if (isZero(header)) {
                return;
            } else if (read < BLOCK) {
                throw damaged();
            }
            long size = size(header);
            char kind = (char) header[156];
            String name = longName.isEmpty() ? nameOf(header) : longName;
            InputStream content = ByteStreams.limit(in, size);
            if (kind == 'L' || kind == 'x') {
                byte[] bytes = ByteStreams.limit(content, MAX_NAME_BYTES).readAllBytes();
                longName = kind == 'L' ? text(bytes, 0, bytes.length) : paxPath(bytes);
            } else if (kind != 'g' && kind != 'K') {
                // Those two are facts about all entries, and the target of a link: nothing to read.
                longName = "";
                take(kind, name, content, sink, names);
            }
            skipRest(content, in, size);
        }
    }

    private static void take(char kind, String name, InputStream content, FileSink sink, List<String> names)
            throws IOException, UnreadableFileException {
        if (names.size() == MAX_ENTRIES) {
            throw new UnreadableFileException(
                    "more than " + MAX_ENTRIES + " entries; those after them are not read. Unpack the archive.");
        }
        names.add(PartNames.clean(name));
        if (kind == '0' || kind == 0 || kind == '7') {
            sink.part(name, content);
        } else if (kind < '1' || kind > '6') {
            sink.failure(
                    name,
                    "an entry of kind " + kind + " is not known, as files with gaps are. Unpack the archive.",
                    null);
        }
    }

    private static void skipRest(InputStream content, InputStream in, long size)
            throws IOException, UnreadableFileException {
        ByteStreams.exhaust(content);
        long padding = (BLOCK - size % BLOCK) % BLOCK;
        if (ByteStreams.exhaust(ByteStreams.limit(in, padding)) < padding) {
            throw damaged();
        }
    }

    private static UnreadableFileException damaged() {
        return new UnreadableFileException(
                "damaged: the archive ends within an entry. Check that the whole file is there.");
    }

    private static String nameOf(byte[] header) {
        String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
        String name = text(header, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String paxPath(byte[] records) {
        Matcher path = PAX_PATH.matcher(new String(records, StandardCharsets.UTF_8));
        return path.find() ? path.group(1) : "";
    }

    /** Octal digits, or a number in base 256 where the first bit is set. */
    private static long size(byte[] header) throws UnreadableFileException {
        long size = 0;
        if (header[124] < 0) {
            for (int i = 125; i < 136; i++) {
                size = (size << 8) | (header[i] & 0xFF);
            }
        } else {
            String digits = text(header, 124, 12).strip();
            try {
                size = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
            } catch (NumberFormatException e) {
                throw new UnreadableFileException("damaged: an entry has no size that is a number. Check the file.", e);
            }
        }
        if (size < 0) {
            throw new UnreadableFileException("damaged: an entry has a size below zero. Check the file.");
        }
        return size;
    }

    /** Returns the text up to the first zero byte. */
    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < Math.min(bytes.length, from + length) && bytes[end] != 0) {
            end++;
        }
        byte[] part = Arrays.copyOfRange(bytes, from, end);
        return TextDecoder.decode(part).text();
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}

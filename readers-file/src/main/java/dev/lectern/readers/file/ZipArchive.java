package dev.lectern.readers.file;

import dev.lectern.format.UnreadableFileException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The entries of a zip as its directory lists them, encrypted ones and several of one name included, which the JDK does not open.
 *
 * <p>One thread at a time.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">PKWARE, APPNOTE 6.3.10: 4.3 and 4.4</a>
 */
final class ZipArchive implements AutoCloseable {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** Some 300,000 entries with names of usual length; a larger directory is not held in memory. */
    private static final int MAX_DIRECTORY_BYTES = 32 << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LARGE_END = 0x06064b50;
    private static final int LARGE_END_BYTES = 56;
    private static final int LARGE_LOCATOR = 0x07064b50;
    private static final int LARGE_LOCATOR_BYTES = 20;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;

    private static final int LARGE_EXTRA = 0x0001;
    private static final int AES_EXTRA = 0x9901;

    private static final int UNICODE_FLAG = 0x800;
    private static final long IN_EXTRA = 0xFFFFFFFFL;

    /**
     * What the directory says of an entry.
     *
     * @param name with a char per byte unless {@link #isUnicode}
     * @param flags as they stand there
     * @param method how it is packed, {@link #STORED} or {@link #DEFLATED} or another
     * @param time of change as they stand there, which is a part of the older encryption
     * @param crc checksum of the content, 0 where AES has its own
     * @param packedBytes its size in the archive
     * @param bytes the size of its content
     * @param offset of its own header
     * @param aesStrength 1 to 3 for keys of 128, 192 or 256 bits; 0 without AES
     */
    record Entry(
            String name,
            int flags,
            int method,
            int time,
            long crc,
            long packedBytes,
            long bytes,
            long offset,
            int aesStrength) {

        boolean isUnicode() {
            return (flags & UNICODE_FLAG) != 0;
        }

        boolean isEncrypted() {
            return (flags & 1) != 0;
        }

        boolean isFolder() {
            return name.endsWith("/");
        }
    }

    private final FileChannel file;
    private final List<Entry> entries = new ArrayList<>();

    /** Where the directory begins, and with it the end of the contents. */
    private long directory;

    /** What stands before the archive, as a program that unpacks it. */
    private long base;

    private ZipArchive(FileChannel file) {
        this.file = file;
    }

    /**
     * Opens an archive.
     *
     * @throws ZipException if it has no directory, or one that is damaged or too large
     */
    static ZipArchive open(Path path) throws IOException {
        ZipArchive zip = new ZipArchive(FileChannel.open(path));
        try {
            zip.readDirectory();
            return zip;
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /** Returns the entries in the order of the directory. */
    List<Entry> entries() {
        return entries;
    }

    /** Returns to how many bytes all entries unpack if what they say is true. */
    long declaredBytes() {
        return entries.stream().mapToLong(Entry::bytes).sum();
    }

    private void readDirectory() throws IOException {
        long end = endOfDirectory();
        ByteBuffer fields = bytes(end, END_BYTES);
        long size = fields.getInt(12) & IN_EXTRA;
        long offset = fields.getInt(16) & IN_EXTRA;
        long locator = end - LARGE_LOCATOR_BYTES;
        if (locator >= LARGE_END_BYTES && bytes(locator, 4).getInt(0) == LARGE_LOCATOR) {
            end = largeEnd(locator);
            fields = bytes(end, LARGE_END_BYTES);
            size = fields.getLong(40);
            offset = fields.getLong(48);
        }
        if (size > MAX_DIRECTORY_BYTES) {
            throw new ZipException(
                    "its directory of " + size + " bytes is larger than " + MAX_DIRECTORY_BYTES + " bytes");
        }
        directory = end - size;
        base = directory - offset;
        if (size < 0 || directory < 0 || base < 0) {
            throw new ZipException("its directory does not stand where it should");
        }
        parse(bytes(directory, (int) size));
    }

    /** Looks for the mark from the end on: a comment may follow it. */
    private long endOfDirectory() throws IOException {
        long size = file.size();
        int length = (int) Math.min(size, END_BYTES + 0xFFFF);
        ByteBuffer tail = bytes(size - length, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_BYTES + (tail.getShort(at + 20) & 0xFFFF) <= length) {
                return size - length + at;
            }
        }
        throw new ZipException("it has no directory at its end");
    }

    private long largeEnd(long locator) throws IOException {
        long before = locator - LARGE_END_BYTES;
        long named = bytes(locator, LARGE_LOCATOR_BYTES).getLong(8);
        for (long at : new long[] {before, named}) {
            if (at >= 0 && at <= before && bytes(at, 4).getInt(0) == LARGE_END) {
                return at;
            }
        }
        throw new ZipException("the end of its directory is not there");
    }

    private void parse(ByteBuffer all) throws ZipException {
        int at = 0;
        while (at < all.limit()) {
            if (at + CENTRAL_BYTES > all.limit() || all.getInt(at) != CENTRAL) {
                throw new ZipException("its directory is damaged");
            }
            int name = all.getShort(at + 28) & 0xFFFF;
            int extra = all.getShort(at + 30) & 0xFFFF;
            int comment = all.getShort(at + 32) & 0xFFFF;
            int next = at + CENTRAL_BYTES + name + extra + comment;
            if (next > all.limit()) {
                throw new ZipException("its directory is damaged");
            }
            entries.add(entry(all, at, name, extra));
            at = next;
        }
    }

    private static Entry entry(ByteBuffer all, int at, int nameLength, int extraLength) {
        int flags = all.getShort(at + 8) & 0xFFFF;
        int method = all.getShort(at + 10) & 0xFFFF;
        long packed = all.getInt(at + 20) & IN_EXTRA;
        long size = all.getInt(at + 24) & IN_EXTRA;
        long offset = all.getInt(at + 42) & IN_EXTRA;
        long crc = all.getInt(at + 16) & 0xFFFFFFFFL;
        int strength = 0;
        Charset charset = (flags & UNICODE_FLAG) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        byte[] written = new byte[nameLength];
        all.get(at + CENTRAL_BYTES, written);
        String name = new String(written, charset);
        int end = at + CENTRAL_BYTES + nameLength + extraLength;
        for (int field = end - extraLength; field + 4 <= end; ) {
            int kind = all.getShort(field) & 0xFFFF;
            int value = field + 4;
            int valueEnd = Math.min(end, value + (all.getShort(field + 2) & 0xFFFF));
            if (kind == LARGE_EXTRA) {
                if (size == IN_EXTRA && value + 8 <= valueEnd) {
                    size = all.getLong(value);
                    value += 8;
                }
                if (packed == IN_EXTRA && value + 8 <= valueEnd) {
                    packed = all.getLong(value);
                    value += 8;
                }
                if (offset == IN_EXTRA && value + 8 <= valueEnd) {
                    offset = all.getLong(value);
                }
            } else if (kind == AES_EXTRA && value + 7 <= valueEnd) {
                // Version 2 leaves the checksum to AES.
                crc = all.getShort(value) == 2 ? 0 : crc;
                strength = all.get(value + 4);
                method = all.getShort(value + 5) & 0xFFFF;
            }
            field = valueEnd;
        }
        int time = all.getShort(at + 12) & 0xFFFF;
        return new Entry(name, flags, method, time, crc, packed, size, offset, strength);
    }

    /**
     * Opens the content of an entry. A stream whose end is not what the directory says throws an exception that names it.
     *
     * @throws UnreadableFileException if it is encrypted and the password does not open it, or packed in a way that is not known
     */
    InputStream content(Entry entry, String password) throws IOException, UnreadableFileException {
        if (entry.method != STORED && entry.method != DEFLATED) {
            throw new UnreadableFileException("packed by method " + entry.method
                    + " of zip, which is not known here; 0 and 8 are. Pack it with the usual settings.");
        }
        long header = base + entry.offset;
        if (header < 0 || header + LOCAL_BYTES > directory || bytes(header, 4).getInt(0) != LOCAL) {
            throw new UnreadableFileException(
                    "damaged: it is not where the directory says. Check that the whole archive is there.");
        }
        ByteBuffer local = bytes(header, LOCAL_BYTES);
        long start = header + LOCAL_BYTES + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
        if (entry.packedBytes < 0 || start + entry.packedBytes > directory) {
            throw new UnreadableFileException(
                    "damaged: it ends beyond the archive. Check that the whole archive is there.");
        }
        InputStream packed = new Slice(start, start + entry.packedBytes);
        InputStream clear = entry.isEncrypted() ? ZipCiphers.clear(entry, packed, password) : packed;
        return new ZipContent(entry, entry.method == DEFLATED ? new Inflated(clear) : clear);
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("it is shorter than it was");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A part of the file. */
    private final class Slice extends InputStream {

        private long at;
        private final long end;

        Slice(long start, long end) {
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int most = (int) Math.min(length, end - at);
            if (most == 0) {
                return length == 0 ? 0 : -1;
            }
            int read = file.read(ByteBuffer.wrap(buffer, from, most), at);
            at += Math.max(read, 0);
            return read;
        }
    }

    /** Unpacks deflate without a header of its own; gives up its tables when it is closed. */
    private static final class Inflated extends InflaterInputStream {

        private boolean ended;

        Inflated(InputStream packed) {
            super(packed, new Inflater(true), 16 * 1024);
        }

        @Override
        protected void fill() throws IOException {
            if (ended) {
                throw new EOFException("its packed content ends too early");
            }
            len = in.read(buf, 0, buf.length);
            if (len < 0) {
                // The inflater asks for a byte more than there is.
                buf[0] = 0;
                len = 1;
                ended = true;
            }
            inf.setInput(buf, 0, len);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }
}

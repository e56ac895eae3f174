package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Tells whether the end of a compound file (OLE), as old programs of Office write them, is missing: the library takes zeros for what is
 * not there of a sector, and reads no more streams than it needs.
 *
 * <p>One file per object, one thread.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb/">Microsoft, [MS-CFB] Compound File Binary File Format,
 *     sections 2.2 to 2.6</a>
 */
final class OleEnd {

    private static final long MAGIC = 0xE11AB1A1E011CFD0L;

    private static final int HEADER_BYTES = 512;
    private static final int ENTRY_BYTES = 128;

    /** Smaller streams lie within that of the root. */
    private static final int MINI_CUTOFF = 4096;

    private static final int STREAM = 2;
    private static final int ROOT = 5;

    /** What the table says of sectors that are in no chain, and what stands for those whose part of the table is missing. */
    private static final int UNKNOWN = -1;

    private final FileChannel file;
    private final ByteBuffer header;
    private final int sectorBytes;

    /** The next sector of each sector; negative at the end of a chain. */
    private int[] next = {};

    private OleEnd(FileChannel file, ByteBuffer header) {
        this.file = file;
        this.header = header;
        this.sectorBytes = 1 << header.getShort(30);
    }

    /** Returns whether bytes that a stream needs lie beyond the end; false for what is no compound file. */
    static boolean isCut(FileInput input) throws IOException {
        byte[] head = input.head();
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        if (head.length < HEADER_BYTES || header.getLong(0) != MAGIC) {
            return false;
        }
        int shift = header.getShort(30);
        if (shift != 9 && shift != 12) {
            return false;
        }
        try (FileChannel file = FileChannel.open(input.localFile())) {
            return new OleEnd(file, header).isCut();
        }
    }

    private boolean isCut() throws IOException {
        next = allocation();
        // Of the directory, and of the table of small streams, every sector is needed whole.
        if (isCut(header.getInt(48), Long.MAX_VALUE) || isCut(header.getInt(60), Long.MAX_VALUE)) {
            return true;
        }
        for (int sector = header.getInt(48), walked = 0; isSector(sector) && walked < next.length; walked++) {
            ByteBuffer entries = sector(sector);
            for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
                if (isCut(entries, at)) {
                    return true;
                }
            }
            sector = next[sector];
        }
        return false;
    }

    private boolean isCut(ByteBuffer entries, int at) throws IOException {
        int kind = entries.get(at + 66);
        // Files with small sectors have sizes of four bytes, and anything in the others.
        long size = sectorBytes == 512 ? entries.getInt(at + 120) & 0xFFFFFFFFL : entries.getLong(at + 120);
        if (kind != ROOT && (kind != STREAM || size < MINI_CUTOFF)) {
            return false;
        }
        return isCut(entries.getInt(at + 116), size);
    }

    /** Tells whether a chain of sectors reaches beyond the end of the file before it has so many bytes. */
    private boolean isCut(int first, long bytes) throws IOException {
        int sector = first;
        long left = bytes;
        for (int walked = 0; left > 0 && sector >= 0 && walked <= next.length; walked++) {
            if (start(sector) + Math.min(left, sectorBytes) > file.size() || !isSector(sector)) {
                return true;
            }
            left -= sectorBytes;
            sector = next[sector];
        }
        return left > 0 && sector == UNKNOWN && first != UNKNOWN;
    }

    /** Reads the allocation table, whose sectors the header lists, and further sectors after it. */
    private int[] allocation() throws IOException {
        int perSector = sectorBytes / Integer.BYTES;
        // No table is needed for more sectors than there are, and the one that the file is cut in.
        int[] table = new int[(int) Math.min(1 << 24, file.size() / sectorBytes + 1)];
        Arrays.fill(table, UNKNOWN);
        ByteBuffer list = header.slice(76, HEADER_BYTES - 76).order(ByteOrder.LITTLE_ENDIAN);
        int following = header.getInt(68);
        for (int filled = 0; filled < table.length; ) {
            if (!list.hasRemaining()) {
                return table;
            }
            int sector = list.getInt();
            if (sector < 0 || start(sector) + sectorBytes > file.size()) {
                return table;
            }
            ByteBuffer part = sector(sector);
            for (int i = 0; i < perSector && filled < table.length; i++) {
                table[filled++] = part.getInt();
            }
            if (!list.hasRemaining() && following >= 0 && start(following) + sectorBytes <= file.size()) {
                list = sector(following);
                following = list.getInt(sectorBytes - Integer.BYTES);
                list.limit(sectorBytes - Integer.BYTES);
            }
        }
        return table;
    }

    private boolean isSector(int sector) {
        return sector >= 0 && sector < next.length;
    }

    private long start(int sector) {
        return (sector + 1L) * sectorBytes;
    }

    /** Returns a sector, with zeros in place of what is missing. */
    private ByteBuffer sector(int sector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(sectorBytes).order(ByteOrder.LITTLE_ENDIAN);
        long at = start(sector);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) > 0) {
            // until it is full or the file ends
        }
        return bytes.clear();
    }
}

package dev.lectern.readers.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;

/**
 * Weighs a file by what it takes in memory while it waits: packed ones by what they may unpack to. Stateless.
 *
 * <p>A zip, which documents of office programs are too, says it in its directory; what says nothing, or too little to be believed, is
 * taken to unpack as far as deflate can or to the limit for parts, whichever is less.
 */
final class Expansion {

    /** What a byte of deflate gives at most. */
    private static final long MAX_RATIO = 1032;

    private Expansion() {}

    /**
     * Returns the weight of a file in bytes.
     *
     * @param maxPartBytes to how much all parts of a file may unpack
     */
    static long of(FileEntry entry, long maxPartBytes) {
        long size = entry.sizeBytes();
        if (size == 0 || entry.problem() != null || entry.path().getFileSystem() != FileSystems.getDefault()) {
            return size;
        }
        try {
            int start = start(entry);
            long most = size > maxPartBytes / MAX_RATIO ? maxPartBytes : size * MAX_RATIO;
            if (start == ('P' << 8 | 'K')) {
                try (ZipArchive zip = ZipArchive.open(entry.path())) {
                    return Math.max(size, Math.min(most, zip.declaredBytes()));
                }
            }
            return isPacked(start) ? Math.max(size, most) : size;
        } catch (IOException e) {
            // Who reads it says what is wrong.
            return size;
        }
    }

    private static int start(FileEntry entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry.path())) {
            byte[] start = in.readNBytes(2);
            return start.length < 2 ? 0 : ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
        }
    }

    /** By the first two bytes of gzip, bzip2, xz, compress and 7z. */
    private static boolean isPacked(int start) {
        return start == 0x1F8B
                || start == ('B' << 8 | 'Z')
                || start == 0xFD37
                || start == 0x1F9D
                || start == ('7' << 8 | 'z');
    }
}

package dev.lectern.readers.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;

/**
 * Weighs a file by what it takes in memory while it waits: packed ones by what they may unpack to. Stateless.
 *
 * <p>A zip, which documents of office programs are too, says it in its directory. A gzip is unpacked to see, without keeping anything. Others
 * are taken to unpack as far as deflate can or to the limit for parts, whichever is less; so is a zip that says too little to be believed.
 */
final class Expansion {

    /** What a byte of deflate gives at most. */
    private static final long MAX_RATIO = 1032;

    /** Many files that are each this part of all that there is room for do not fill it; none of them is unpacked to see. */
    private static final int SURELY_LIGHT = 8;

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final int GZIP = 0x1F8B;

    private Expansion() {}

    /**
     * Returns the weight of a file in bytes.
     *
     * @param maxPartBytes to how much all parts of a file may unpack
     * @param full a weight that leaves no room for others: no more is looked for
     */
    static long of(FileEntry entry, long maxPartBytes, long full) {
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
            if (start == GZIP && most > full / SURELY_LIGHT) {
                return Math.max(size, unpacked(entry, Math.min(most, full)));
            }
            return isPacked(start) ? Math.max(size, most) : size;
        } catch (IOException e) {
            // Who reads it says what is wrong.
            return size;
        }
    }

    /** Counts what a gzip unpacks to; what it says of that itself could be anything. */
    private static long unpacked(FileEntry entry, long enough) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(entry.path()), BUFFER_BYTES)) {
            for (int read = in.read(buffer); read >= 0 && bytes < enough; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return bytes;
    }

    private static int start(FileEntry entry) throws IOException {
        try (InputStream in = Files.newInputStream(entry.path())) {
            byte[] start = in.readNBytes(2);
            return start.length < 2 ? 0 : ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
        }
    }

    /** By the first two bytes of gzip, bzip2, xz, compress and 7z. */
    private static boolean isPacked(int start) {
        return start == GZIP
                || start == ('B' << 8 | 'Z')
                || start == 0xFD37
                || start == 0x1F9D
                || start == ('7' << 8 | 'z');
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.UnreadableFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** The content of an entry of a zip, held against the size and checksum that the directory has for it. One thread at a time. */
final class ZipContent extends FilterInputStream {

    private final ZipArchive.Entry entry;
    private final CRC32 crc = new CRC32();
    private long count;

    ZipContent(ZipArchive.Entry entry, InputStream content) {
        super(content);
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int read = super.read(buffer, from, length);
        if (read > 0) {
            crc.update(buffer, from, read);
            count += read;
        }
        boolean checked = entry.crc() != 0 || entry.aesStrength() == 0;
        if (count > entry.bytes()
                || (read < 0 && (count < entry.bytes() || (checked && crc.getValue() != entry.crc())))) {
            String cause = entry.isEncrypted() ? ", or the password is wrong" : "";
            throw new IOException(
                    new UnreadableFileException("damaged: its content is not what the directory of the archive says"
                            + cause + ". Check that the whole archive is there."));
        }
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        return readNBytes((int) Math.min(length, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

package dev.lectern.readers.office;

import dev.lectern.document.Metadata;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.sevenz.SevenZMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZMethodConfiguration;

/** Reads 7z archives: each entry is a file within, and the archive itself is a document that lists their names. */
public final class SevenZipFormat extends OfficeFormat {

    private static final String WRONG_PASSWORD = "encrypted: the given password does not open it, or it is damaged.";

    /** What the tables of a dictionary may take; 64 MiB is the largest that usual settings make. */
    private static final int MAX_MEMORY_KIB = 128 * 1024;

    private static final byte[] MAGIC = {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C};

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SevenZipFormat() {
        super(
                "seven-zip",
                "Reads the files in 7z archives, each as a document of its own.",
                FileType.of("application/x-7z-compressed", "7z"));
    }

    /** Entries pass one by one. */
    @Override
    public long defaultMaxBytes() {
        return 4L << 30;
    }

    @Override
    public boolean recognises(byte[] head) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (head.length <= i || head[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        SevenZFile.Builder builder =
                SevenZFile.builder().setFile(input.localFile().toFile()).setMaxMemoryLimitKiB(MAX_MEMORY_KIB);
        if (!input.password().isEmpty()) {
            builder.setPassword(input.password().toCharArray());
        }
        try (SevenZFile archive = builder.get()) {
            List<SevenZArchiveEntry> files = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (SevenZArchiveEntry entry : archive.getEntries()) {
                names.add(String.valueOf(entry.getName()).replaceAll("\\p{Cntrl}", " "));
                if (entry.hasStream() && !entry.isDirectory()) {
                    files.add(entry);
                }
            }
            sink.document(FileContent.of(String.join("\n", names), Metadata.of("entries", names.size())));
            for (SevenZArchiveEntry entry : files) {
                read(archive, entry, input.password(), sink);
            }
        } catch (PasswordRequiredException e) {
            throw new UnreadableFileException(OfficeParse.NO_PASSWORD, e);
        } catch (MemoryLimitException e) {
            throw new UnreadableFileException(
                    "it takes more than " + MAX_MEMORY_KIB
                            + " KiB of memory to unpack. Pack it with a smaller dictionary.",
                    e);
        }
    }

    private static void read(SevenZFile archive, SevenZArchiveEntry entry, String password, FileSink sink)
            throws IOException, UnreadableFileException {
        String name = String.valueOf(entry.getName());
        try (InputStream bytes = content(archive, entry, password)) {
            boolean encrypted = isEncrypted(entry);
            if (encrypted && password.isEmpty()) {
                sink.failure(name, OfficeParse.NO_PASSWORD, null);
                return;
            }
            sink.part(name, encrypted ? new Deciphered(bytes) : bytes);
        }
    }

    private static InputStream content(SevenZFile archive, SevenZArchiveEntry entry, String password)
            throws IOException, UnreadableFileException {
        try {
            return archive.getInputStream(entry);
        } catch (MemoryLimitException | PasswordRequiredException e) {
            throw e;
        } catch (IOException e) {
            // Some ways of packing read the first bytes here already.
            throw password.isEmpty()
                    ? e
                    : new IOException(e.getMessage(), new UnreadableFileException(WRONG_PASSWORD, e));
        }
    }

    private static boolean isEncrypted(SevenZArchiveEntry entry) {
        for (SevenZMethodConfiguration method : entry.getContentMethods()) {
            if (method.getMethod() == SevenZMethod.AES256SHA256) {
                return true;
            }
        }
        return false;
    }

    /** Says of content that cannot be unpacked what the cause most likely is: nothing else tells that a password is wrong. */
    private static final class Deciphered extends FilterInputStream {

        Deciphered(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return super.read(buffer, from, length);
            } catch (IOException | RuntimeException e) {
                throw new IOException(new UnreadableFileException(WRONG_PASSWORD, e));
            }
        }
    }
}

package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** Reads the file in a bzip2, xz, LZMA or Unix compress file. */
public final class CompressedFormat extends OfficeFormat {

    /** What the tables of a dictionary may take. */
    private static final int MAX_MEMORY_KIB = 128 * 1024;

    /** What stands in place of an ending. */
    private static final Map<String, String> ENDINGS =
            Map.of("tbz2", ".tar", "tbz", ".tar", "txz", ".tar", "bz2", "", "xz", "", "lzma", "", "z", "");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public CompressedFormat() {
        super(
                "compressed",
                "Reads the file in a bzip2, xz, LZMA or Unix compress file.",
                FileType.of("application/x-bzip2", "bz2", "tbz2", "tbz"),
                FileType.of("application/x-bzip"),
                FileType.of("application/x-xz", "xz", "txz"),
                FileType.of("application/x-lzma", "lzma"),
                FileType.of("application/x-compress", "z"));
    }

    /** The content passes as a stream. */
    @Override
    public long defaultMaxBytes() {
        return 4L << 30;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        CompressorStreamFactory factory = new CompressorStreamFactory(true, MAX_MEMORY_KIB);
        try (InputStream packed = new BufferedInputStream(input.stream());
                InputStream in = factory.createCompressorInputStream(packed)) {
            sink.part(nameOf(input.name()), in);
        } catch (MemoryLimitException e) {
            throw new UnreadableFileException(
                    "it takes more than " + MAX_MEMORY_KIB
                            + " KiB of memory to unpack. Pack it with a smaller dictionary.",
                    e);
        } catch (CompressorException e) {
            throw new UnreadableFileException(
                    "damaged: " + e.getMessage() + ". Check that the whole file is there.", e);
        }
    }

    private static String nameOf(String name) {
        int dot = name.lastIndexOf('.');
        String instead = dot <= 0 ? null : ENDINGS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return instead == null ? name : name.substring(0, dot) + instead;
    }
}

package dev.lectern.readers.file;

import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads the file in a gzip. */
public final class GzipFormat extends BuiltInFormat {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public GzipFormat() {
        super("gzip", "Reads the file in a gzip.", FileType.of("application/gzip", "gz", "tgz"));
    }

    /** The content passes as a stream. */
    @Override
    public long defaultMaxBytes() {
        return 4L << 30;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        try (InputStream in = new GZIPInputStream(input.stream(), BUFFER_BYTES)) {
            sink.part(nameOf(input.name()), in);
        }
    }

    private static String nameOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".tgz")) {
            return name.substring(0, name.length() - 4) + ".tar";
        }
        return lower.endsWith(".gz") && name.length() > 3 ? name.substring(0, name.length() - 3) : name;
    }
}

package dev.lectern.readers.office;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.util.List;

/**
 * A format that Apache Tika parses, and its own provider: it costs nothing to make.
 *
 * <p>Values of formulas are those that the program saved: nothing is computed, and no macro is run or read. Embedded documents are files
 * within; pictures stay out.
 */
abstract class OfficeFormat implements FileFormat, FileFormatProvider {

    /** A document of that size takes some ten times as much in memory, which a heap of 1 GiB holds. */
    private static final long DEFAULT_MAX_BYTES = 64L << 20;

    private final String name;
    private final String description;
    private final List<FileType> types;

    OfficeFormat(String name, String description, FileType... types) {
        this.name = name;
        this.description = description;
        this.types = List.of(types);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final List<FileType> types() {
        return types;
    }

    @Override
    public final FileFormat create(Settings settings) {
        return this;
    }

    @Override
    public long defaultMaxBytes() {
        return DEFAULT_MAX_BYTES;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        OfficeParse.read(input, sink);
    }
}

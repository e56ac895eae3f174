package dev.lectern.readers.file;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileType;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Settings;
import java.util.List;

/** A format of this module, which is its own provider: it has no state and costs nothing to make. */
abstract class BuiltInFormat implements FileFormat, FileFormatProvider {

    private final String name;
    private final String description;
    private final List<FileType> types;

    BuiltInFormat(String name, String description, FileType... types) {
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
    public FileFormat create(Settings settings) {
        return this;
    }
}

package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads tables of dBASE (.dbf), which maps are still sold with. */
public final class DataTablesFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public DataTablesFormat() {
        super("data-tables", "Reads tables of dBASE.", FileType.of("application/x-dbf", "dbf"));
    }
}

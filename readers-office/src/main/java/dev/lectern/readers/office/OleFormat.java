package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads documents of old office programs whose kind only the content tells; password-protected ones of new programs are such too. */
public final class OleFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public OleFormat() {
        super(
                "ole",
                "Reads documents of Office before 2007 whose names do not tell their program.",
                FileType.of("application/x-tika-msoffice"),
                FileType.of("application/x-tika-ooxml"),
                FileType.of("application/x-ole-storage"),
                FileType.of("application/x-tika-ooxml-protected"));
    }
}

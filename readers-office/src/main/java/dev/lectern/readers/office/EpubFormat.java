package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads EPUB books in reading order; headings are sections. A navigation document outside the reading order is left out. */
public final class EpubFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public EpubFormat() {
        super("epub", "Reads EPUB books in the order of their chapters.", FileType.of("application/epub+zip", "epub"));
    }
}

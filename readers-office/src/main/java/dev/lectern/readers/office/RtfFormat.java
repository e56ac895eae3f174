package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads RTF in any of its charsets. */
public final class RtfFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public RtfFormat() {
        super(
                "rtf",
                "Reads RTF, the text that many programs exchange.",
                FileType.of("application/rtf", "rtf"),
                FileType.of("text/rtf"));
    }
}

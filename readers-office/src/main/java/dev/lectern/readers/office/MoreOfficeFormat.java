package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/**
 * Reads files of less common programs as far as Apache Tika does. The tests read a file of each; they make these files by code, as the
 * specifications say, and that of compiled help with the compiler of Free Pascal. None comes from the program that the format is of.
 */
public final class MoreOfficeFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public MoreOfficeFormat() {
        super(
                "more-office",
                "Reads what else Tika's office parsers know: iWork '09, Hangul 5, WordPerfect, Quattro Pro 9, FrameMaker, InDesign, OneNote, Visio, Publisher, Access and compiled help.",
                FileType.of("application/vnd.apple.pages", "pages"),
                FileType.of("application/vnd.apple.numbers", "numbers"),
                FileType.of("application/vnd.apple.keynote", "key"),
                FileType.of("application/x-hwp-v5", "hwp"),
                FileType.of("application/vnd.wordperfect", "wpd"),
                FileType.of("application/x-quattro-pro", "qpw"),
                FileType.of("application/vnd.mif", "mif"),
                FileType.of("application/vnd.adobe.indesign-idml-package", "idml"),
                FileType.of("application/onenote", "one"),
                FileType.of("application/vnd.visio", "vsd"),
                FileType.of("application/vnd.ms-visio.drawing", "vsdx"),
                FileType.of("application/x-mspublisher", "pub"),
                FileType.of("application/x-msaccess", "mdb", "accdb"),
                FileType.of("application/vnd.ms-htmlhelp", "chm"));
    }
}

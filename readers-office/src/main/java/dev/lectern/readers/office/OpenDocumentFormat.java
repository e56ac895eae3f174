package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads OpenDocument files as LibreOffice writes them: texts with headings, sheets with rows, slides. */
public final class OpenDocumentFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public OpenDocumentFormat() {
        super(
                "open-document",
                "Reads OpenDocument texts, sheets, presentations and drawings.",
                FileType.of("application/vnd.oasis.opendocument.text", "odt"),
                FileType.of("application/vnd.oasis.opendocument.text-template", "ott"),
                FileType.of("application/vnd.oasis.opendocument.text-master", "odm"),
                FileType.of("application/vnd.oasis.opendocument.spreadsheet", "ods"),
                FileType.of("application/vnd.oasis.opendocument.spreadsheet-template", "ots"),
                FileType.of("application/vnd.oasis.opendocument.presentation", "odp"),
                FileType.of("application/vnd.oasis.opendocument.presentation-template", "otp"),
                FileType.of("application/vnd.oasis.opendocument.graphics", "odg"));
    }
}

package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads Word documents: .doc from version 6 on, .docx and its kin, with footnotes, comments, headers and text boxes. */
public final class WordFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public WordFormat() {
        super(
                "word",
                "Reads Word documents, old and new, with headings as sections.",
                FileType.of("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
                FileType.of("application/vnd.openxmlformats-officedocument.wordprocessingml.template", "dotx"),
                FileType.of("application/vnd.ms-word.document.macroenabled.12", "docm"),
                FileType.of("application/vnd.ms-word.template.macroenabled.12", "dotm"),
                FileType.of("application/msword", "doc", "dot"));
    }
}

package dev.lectern.readers.office;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenDocument files as LibreOffice writes them: texts with headings, sheets with rows, slides. Flat ones, which are one XML text
 * instead of a zip, are read as the same document in a zip.
 */
public final class OpenDocumentFormat extends OfficeFormat {

    /** The start of types that Apache Tika made up; it has none for drawings. */
    private static final String FLAT = "application/vnd.oasis.opendocument.flat.";

    private static final Pattern FLAT_NAME = Pattern.compile("(?i).*\\.fod[tspg]");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public OpenDocumentFormat() {
        super(
                "open-document",
                "Reads OpenDocument texts, sheets, presentations and drawings, zipped or flat.",
                FileType.of("application/vnd.oasis.opendocument.text", "odt"),
                FileType.of("application/vnd.oasis.opendocument.text-template", "ott"),
                FileType.of("application/vnd.oasis.opendocument.text-master", "odm"),
                FileType.of("application/vnd.oasis.opendocument.spreadsheet", "ods"),
                FileType.of("application/vnd.oasis.opendocument.spreadsheet-template", "ots"),
                FileType.of("application/vnd.oasis.opendocument.presentation", "odp"),
                FileType.of("application/vnd.oasis.opendocument.presentation-template", "otp"),
                FileType.of("application/vnd.oasis.opendocument.graphics", "odg"),
                FileType.of(FLAT + "text", "fodt"),
                FileType.of(FLAT + "spreadsheet", "fods"),
                FileType.of(FLAT + "presentation", "fodp"),
                FileType.of(FLAT + "graphics", "fodg"));
    }

    @Override
    public boolean recognises(byte[] head) {
        return FlatOpenDocument.kindOf(head) != null;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        String kind = FlatOpenDocument.kindOf(input.head());
        if (kind == null && FLAT_NAME.matcher(input.name()).matches() && !startsAsZip(input.head())) {
            throw new UnreadableFileException("damaged: it does not begin as a flat OpenDocument file."
                    + " Save it anew with the program it is from.");
        } else if (kind == null) {
            super.read(input, sink);
            return;
        }
        Path zip = FlatOpenDocument.asZip(input, kind);
        try (FileInput rewritten = FileInput.open(zip, input.name()).withPassword(input.password())) {
            super.read(rewritten, new TypedSink(sink, FLAT + kind));
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private static boolean startsAsZip(byte[] head) {
        return head.length > 1 && head[0] == 'P' && head[1] == 'K';
    }

    /** Names the type of the file as it is in place of that which was read. */
    private record TypedSink(FileSink sink, String mediaType) implements FileSink {

        @Override
        public void document(FileContent content) {
            sink.document(typed(content));
        }

        @Override
        public void document(String part, FileContent content) {
            sink.document(part, typed(content));
        }

        private FileContent typed(FileContent content) {
            Metadata typed = content.metadata().toBuilder()
                    .set(MetadataKeys.MEDIA_TYPE, mediaType)
                    .build();
            return new FileContent(content.text(), typed, content.sections());
        }

        @Override
        public void part(String name, InputStream bytes) throws IOException, UnreadableFileException {
            sink.part(name, bytes);
        }

        @Override
        public void failure(String part, String reason, @Nullable Throwable cause) {
            sink.failure(part, reason, cause);
        }
    }
}

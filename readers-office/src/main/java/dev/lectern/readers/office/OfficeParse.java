package dev.lectern.readers.office;

import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.util.RecordFormatException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.PasswordProvider;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Parses one document with Tika and writes what it says: text, structure, embedded documents. Stateless. */
final class OfficeParse {

    /** The reason for whatever is encrypted while no password is given. */
    static final String NO_PASSWORD = "encrypted: it needs a password. Give the option password.";

    private static final String REMEDY = ". Save it anew with the program it is from.";

    private static final String WHOLE = "Copy it again from where it is whole.";

    /** Where Tika puts the traces of what it caught. */
    private static final List<Property> NOTES = List.of(
            TikaCoreProperties.CONTAINER_EXCEPTION,
            TikaCoreProperties.TIKA_META_EXCEPTION_WARNING,
            TikaCoreProperties.TIKA_META_EXCEPTION_EMBEDDED_STREAM,
            TikaCoreProperties.EMBEDDED_EXCEPTION,
            TikaCoreProperties.EMBEDDED_BYTES_EXCEPTION,
            TikaCoreProperties.EMBEDDED_WARNING);

    private OfficeParse() {}

    static void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        Path clear = OdfCipher.asClear(input);
        Path rewritten = clear != null ? clear : StrictOoxml.asTransitional(input);
        try {
            try {
                read(rewritten, input, sink, Extractor.USUAL);
            } catch (Damaged e) {
                if (input.head().length == 0 || input.head()[0] != 'P') {
                    throw e.asUnreadable();
                }
                retry(rewritten, input, sink, e);
            }
        } finally {
            if (rewritten != null) {
                Files.deleteIfExists(rewritten);
            }
        }
    }

    /** Open XML has two extractors, of which one stops where a part is missing and the other does not. */
    private static void retry(@Nullable Path rewritten, FileInput input, FileSink sink, Damaged first)
            throws IOException, UnreadableFileException {
        try {
            read(rewritten, input, sink, Extractor.OTHER);
        } catch (Damaged e) {
            throw first.asUnreadable();
        }
    }

    /** Which of two ways to read Open XML. */
    private enum Extractor {
        USUAL,
        OTHER
    }

    /** Says that a document is damaged, before it is sure that nothing else helps. */
    private static final class Damaged extends Exception {

        private static final long serialVersionUID = 1L;

        Damaged(UnreadableFileException reason) {
            super(reason);
        }

        UnreadableFileException asUnreadable() {
            return (UnreadableFileException) Objects.requireNonNull(getCause());
        }
    }

    private static void read(@Nullable Path rewritten, FileInput input, FileSink sink, Extractor extractor)
            throws IOException, UnreadableFileException, Damaged {
        try (TikaInputStream in = rewritten != null
                ? TikaInputStream.get(rewritten)
                : input.isLocalFile() ? TikaInputStream.get(input.localFile()) : TikaInputStream.get(input.bytes())) {
            read(in, input, sink, extractor);
        }
    }

    private static void read(TikaInputStream in, FileInput input, FileSink sink, Extractor extractor)
            throws IOException, UnreadableFileException, Damaged {
        String signed = OfficeSignature.of(input.head());
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, input.name());
        if (signed != null) {
            metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, signed);
        }
        EmbeddedDocuments embedded = new EmbeddedDocuments(EpubNavigation.of(input));
        boolean tablesOnly = signed != null && signed.contains("opendocument.spreadsheet");
        XhtmlText text = new XhtmlText(
                SheetNames.of(input),
                () -> String.valueOf(metadata.get(Metadata.CONTENT_TYPE)).contains("sheet.binary"),
                tablesOnly);
        OneNoteLists.requireTree(input);
        OldSheet sheet = OldSheet.of(input);
        boolean cut = sheet.isCut() || OleEnd.isCut(input) || OtherEnds.isCut(input);
        // Where the parsers of old formats look for it; the setting is this thread's.
        Biff8EncryptionKey.setCurrentUserPassword(input.password().isEmpty() ? null : input.password());
        try {
            OfficeParsers.shared().parse(in, text, metadata, context(input.password(), embedded, extractor, text));
        } catch (EncryptedDocumentException | org.apache.poi.EncryptedDocumentException e) {
            throw encrypted(input, e);
        } catch (TikaException | SAXException | RecordFormatException e) {
            throw failure(input, e);
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
        if (!text.isStarted()) {
            throw new Damaged(new UnreadableFileException("damaged: no part of it is the text of a document" + REMEDY));
        }
        if (cut && text.text().isBlank()) {
            throw new UnreadableFileException("damaged: the end of the file is missing. " + WHOLE);
        }
        sink.document(new FileContent(text.text(), OfficeMetadata.of(metadata, text.firstHeading()), text.sections()));
        for (FileInput part : embedded.parts()) {
            sink.part(part.name(), part.stream());
        }
        embedded.failures().forEach((name, reason) -> sink.failure(name, reason, null));
        if (cut) {
            throw new UnreadableFileException("read in part: the end of the file is missing. " + WHOLE);
        } else if (sheet.hasUnreadNumbers()) {
            throw new UnreadableFileException(
                    "read in part: numbers in sheets of Excel 2 are not known here. Save it with a newer program.");
        }
        requireWhole(metadata);
    }

    /** Throws, beside the document that was handed over, where Tika notes that it passed over a part. */
    private static void requireWhole(Metadata metadata) throws UnreadableFileException {
        for (Property note : NOTES) {
            for (String trace : metadata.getValues(note)) {
                String said = trace.lines().findFirst().orElse("").strip();
                throw new UnreadableFileException("read in part: " + said.replaceAll("\\.$", "") + REMEDY);
            }
        }
    }

    private static ParseContext context(
            String password, EmbeddedDocuments embedded, Extractor extractor, XhtmlText text) {
        ParseContext context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, embedded);
        OfficeParserConfig office = new SheetParserConfig(text::beforeShapes);
        office.setExtractMacros(false);
        office.setIncludeDeletedContent(false);
        office.setIncludeMoveFromContent(false);
        office.setUseSAXDocxExtractor(extractor == Extractor.USUAL);
        // The streaming extractor does not tell notes from slides.
        office.setUseSAXPptxExtractor(extractor == Extractor.OTHER);
        context.set(OfficeParserConfig.class, office);
        if (!password.isEmpty()) {
            context.set(PasswordProvider.class, document -> password);
        }
        return context;
    }

    private static Damaged failure(FileInput input, Exception e) throws UnreadableFileException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EncryptedDocumentException
                    || cause instanceof org.apache.poi.EncryptedDocumentException) {
                throw encrypted(input, e);
            } else if (cause instanceof NoTextKnownException) {
                throw new UnreadableFileException(
                        "not supported: where the text of " + cause.getMessage()
                                + " stands is not known here. Save it in another format with the program it is from.",
                        e);
            } else if (cause instanceof UnsupportedZipFeatureException zip
                    && zip.getFeature() == UnsupportedZipFeatureException.Feature.ENCRYPTION) {
                throw new UnreadableFileException(
                        "encrypted: passwords of this kind are not supported (zip). Save it without a password.", e);
            } else if (cause instanceof XhtmlText.Interrupted) {
                throw new UnreadableFileException("reading was interrupted. Read again.", e);
            }
        }
        Throwable root = e.getCause() == null ? e : e.getCause();
        String said = Optional.ofNullable(root.getMessage()).orElse("").strip().replaceAll("\\s+", " ");
        String reason = said.isEmpty() ? root.getClass().getSimpleName() : said.replaceAll("\\.$", "");
        return new Damaged(new UnreadableFileException("damaged: " + reason + REMEDY, e));
    }

    private static UnreadableFileException encrypted(FileInput input, Exception e) {
        return new UnreadableFileException(
                input.password().isEmpty()
                        ? NO_PASSWORD
                        : "encrypted: the given password does not open it, or its cipher is not known.",
                e);
    }
}

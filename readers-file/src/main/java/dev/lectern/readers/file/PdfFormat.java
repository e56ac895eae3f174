package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of PDF, page by page: pages become sections, with a form feed at the start of each page after the first.
 *
 * <p>Lines stay lines, paragraphs are apart by a blank line where the page shows it, and the values of form fields and comments follow
 * the text of their page. Words broken by a soft hyphen are joined; other hyphens at line ends stay, since they may belong to the word.
 *
 * <p>PDFBox tells of faults that it repairs by warnings under the logger {@code org.apache.pdfbox} and {@code org.apache.fontbox}.
 */
public final class PdfFormat extends BuiltInFormat {

    /** PDF is read from disk piece by piece, so large scans with a text layer are no burden. */
    private static final long DEFAULT_MAX_BYTES = 512L << 20;

    /** What PDFBox may keep in memory of the unpacked streams of one file; the rest goes to a temporary file. */
    private static final long MAX_CACHE_BYTES = 32L << 20;

    /** What programs write when nobody has set a value. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("untitled", "(untitled)", "anonymous", "(anonymous)", "unspecified", "(unspecified)");

    private static final String REMEDY = "Save it anew with the program it is from.";

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public PdfFormat() {
        super(
                "pdf",
                "Reads the text of PDF page by page, with form fields and comments; scans without text are failures.",
                FileType.of(FileTypes.PDF, "pdf"));
    }

    @Override
    public long defaultMaxBytes() {
        return DEFAULT_MAX_BYTES;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        try (PDDocument pdf = open(input)) {
            PdfText text = textOf(pdf);
            if (text.isBlank()) {
                requireBlankPages(pdf);
            }
            Metadata.Builder metadata = Metadata.builder().set(MetadataKeys.PAGE_COUNT, pdf.getNumberOfPages());
            addDeclared(pdf, metadata);
            List<Section> sections = new ArrayList<>(text.pages());
            sections.addAll(PdfBookmarks.sections(pdf, text.text(), text.pages()));
            sink.document(new FileContent(text.text(), metadata.build(), sections));
        }
    }

    private PDDocument open(FileInput input) throws IOException, UnreadableFileException {
        try {
            StreamCacheCreateFunction cache = MemoryUsageSetting.setupMixed(MAX_CACHE_BYTES).streamCache;
            return input.isLocalFile()
                    ? Loader.loadPDF(input.localFile().toFile(), input.password(), cache)
                    : Loader.loadPDF(input.bytes(), input.password(), null, null, cache);
        } catch (InvalidPasswordException e) {
            throw new UnreadableFileException(
                    input.password().isEmpty()
                            ? "encrypted: it needs a password. Give the option password."
                            : "encrypted: the given password does not open it.",
                    e);
        }
    }

    private static PdfText textOf(PDDocument pdf) throws IOException {
        BuiltInFonts.begin();
        try {
            return PdfText.of(pdf);
        } finally {
            BuiltInFonts.end();
        }
    }

    private static void addDeclared(PDDocument pdf, Metadata.Builder metadata) {
        PDDocumentInformation information = pdf.getDocumentInformation();
        metadata.setIfPresent(MetadataKeys.TITLE, declared(information.getTitle()));
        metadata.setIfPresent(MetadataKeys.AUTHOR, declared(information.getAuthor()));
        metadata.setIfPresent(MetadataKeys.DESCRIPTION, declared(information.getSubject()));
        metadata.setIfPresent(
                MetadataKeys.CREATED_AT,
                Optional.ofNullable(information.getCreationDate()).map(Calendar::toInstant));
        metadata.setIfPresent(
                MetadataKeys.LANGUAGE,
                Optional.ofNullable(pdf.getDocumentCatalog().getLanguage()).flatMap(Declared::language));
    }

    private static Optional<String> declared(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(text -> text.replace("\0", "").strip())
                .filter(text -> !PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT)));
    }

    /** Throws unless there are pages that are meant to be blank: PDFBox opens what is left of damaged files without a word. */
    private static void requireBlankPages(PDDocument pdf) throws UnreadableFileException {
        if (hasImage(pdf)) {
            throw new UnreadableFileException("no text: pages are images. Run OCR over it first.");
        }
        int number = 0;
        for (PDPage page : pdf.getPages()) {
            number++;
            if (isContentLost(page)) {
                throw new UnreadableFileException("damaged: the content of page " + number + " is missing. " + REMEDY);
            }
        }
        if (number == 0) {
            throw new UnreadableFileException("damaged: it has no page that can be read. " + REMEDY);
        }
    }

    private static boolean isContentLost(PDPage page) {
        boolean named = page.getCOSObject().getItem(COSName.CONTENTS) != null;
        COSBase content = page.getCOSObject().getDictionaryObject(COSName.CONTENTS);
        return named && !(content instanceof COSStream || content instanceof COSArray);
    }

    private static boolean hasImage(PDDocument pdf) {
        for (PDPage page : pdf.getPages()) {
            PDResources resources = page.getResources();
            for (COSName name : resources.getXObjectNames()) {
                if (resources.isImageXObject(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}

package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
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
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of PDF, page by page: pages become sections, with a form feed at the start of each page after the first.
 *
 * <p>Lines stay lines, paragraphs are apart by a blank line where the page shows it, and the values of form fields and comments follow
 * the text of their page. Pages that show images and have no text are named in the metadata, and glyphs that stand for no known character are
 * counted there. Words broken by a soft hyphen are joined; other hyphens at line ends stay, since they may belong to the word.
 *
 * <p>PDFBox tells of faults that it repairs by warnings under the logger {@code org.apache.pdfbox} and {@code org.apache.fontbox}.
 */
public final class PdfFormat extends BuiltInFormat {

    /** PDF is read from disk piece by piece and page by page, so large scans with a text layer are no burden. */
    private static final long DEFAULT_MAX_BYTES = 512L << 20;

    /** Larger files of other file systems are copied to the disk. */
    private static final long MEMORY_BYTES = 8L << 20;

    /** What one opening may keep of unpacked streams in memory; more goes to a temporary file. */
    private static final long MAX_MEMORY_CACHE_BYTES = 32L << 20;

    /** What one opening may keep in memory and in its temporary file together: twice what the largest file deciphers to. */
    private static final long MAX_CACHE_BYTES = 1L << 30;

    private static final String PAGE_BREAK = "\n\f";

    /** What programs write when nobody has set a value. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("untitled", "(untitled)", "anonymous", "(anonymous)", "unspecified", "(unspecified)");

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
            PdfPages.Texts texts = PdfPages.texts(pdf, () -> open(input), input.helpers());
            List<String> pages = texts.pages();
            StringBuilder text = new StringBuilder();
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < pages.size(); i++) {
                if (!pages.get(i).isEmpty()) {
                    int start = text.isEmpty() ? 0 : text.append(PAGE_BREAK).length();
                    text.append(pages.get(i));
                    sections.add(Section.page(i + 1, new Span(start, text.length())));
                }
            }
            Metadata.Builder metadata = Metadata.builder().set(MetadataKeys.PAGE_COUNT, pdf.getNumberOfPages());
            addDeclared(pdf, metadata);
            PdfBlankPages blank = PdfBlankPages.of(pdf, pages);
            if (sections.isEmpty()) {
                blank.requireMeant();
                if (texts.lostGlyphs() > 0) {
                    throw new UnreadableFileException("no text: its fonts do not say which characters its "
                            + texts.lostGlyphs() + " glyphs are. Run OCR over it first.");
                }
            }
            metadata.setIfPresent(
                    MetadataKeys.LOST_GLYPHS, Optional.of(texts.lostGlyphs()).filter(lost -> lost > 0));
            metadata.setIfPresent(MetadataKeys.PAGES_WITHOUT_TEXT, blank.images());
            String whole = text.toString();
            sections.addAll(PdfBookmarks.sections(pdf, whole, List.copyOf(sections)));
            sink.document(new FileContent(whole, metadata.build(), sections));
            blank.reportLost(sink);
        }
    }

    /** Opens a file; each call gives a PDF of its own, for one thread. */
    private PDDocument open(FileInput input) throws IOException, UnreadableFileException {
        try {
            StreamCacheCreateFunction cache =
                    MemoryUsageSetting.setupMixed(MAX_MEMORY_CACHE_BYTES, MAX_CACHE_BYTES).streamCache;
            return input.isLocalFile() || input.sizeBytes() > MEMORY_BYTES
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
}

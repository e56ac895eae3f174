package dev.lectern.readers.file;

import dev.lectern.format.FileSink;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.jspecify.annotations.Nullable;

/**
 * Says why pages of a PDF have no text: they show images, their content is lost, or they are blank.
 *
 * <p>One opened PDF per object, one thread.
 */
final class PdfBlankPages {

    /** Forms within forms; more is a loop. */
    private static final int MAX_DEPTH = 4;

    private static final String REMEDY = "Save it anew with the program it is from.";

    private final List<Integer> images = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private final int count;

    private PdfBlankPages(int count) {
        this.count = count;
    }

    /**
     * Looks at the pages without text.
     *
     * @param texts a text per page
     */
    static PdfBlankPages of(PDDocument pdf, List<String> texts) throws IOException {
        PdfBlankPages blank = new PdfBlankPages(texts.size());
        List<PDPage> pages = PdfPages.pagesOf(pdf);
        for (int i = 0; i < texts.size(); i++) {
            boolean blankPage = texts.get(i).isEmpty();
            if (blankPage && hasImage(pages.get(i).getResources(), 0)) {
                blank.images.add(i + 1);
            } else if (blankPage && isContentLost(pages.get(i))) {
                blank.lost.add(i + 1);
            }
        }
        return blank;
    }

    /** Throws unless the pages of a PDF without any text are meant to be blank: PDFBox opens what is left of damaged files without a word. */
    void requireMeant() throws UnreadableFileException {
        if (!images.isEmpty()) {
            throw new UnreadableFileException("no text: pages are images. Run OCR over it first.");
        } else if (!lost.isEmpty()) {
            throw new UnreadableFileException(lost(lost.get(0)));
        } else if (count == 0) {
            throw new UnreadableFileException("damaged: it has no page that can be read. " + REMEDY);
        }
    }

    /** Reports each page whose content is lost. */
    void reportLost(FileSink sink) {
        lost.forEach(page -> sink.failure("page " + page, lost(page), null));
    }

    /** Returns the numbers of pages that show images and have no text, as in {@code 2, 5-9}. */
    Optional<String> images() {
        StringBuilder ranges = new StringBuilder();
        for (int i = 0; i < images.size(); i++) {
            int first = images.get(i);
            while (i + 1 < images.size() && images.get(i + 1) == images.get(i) + 1) {
                i++;
            }
            int last = images.get(i);
            ranges.append(ranges.isEmpty() ? "" : ", ").append(first).append(last == first ? "" : "-" + last);
        }
        return Optional.of(ranges.toString()).filter(text -> !text.isEmpty());
    }

    private static String lost(int page) {
        return "damaged: the content of page " + page + " is missing. " + REMEDY;
    }

    private static boolean isContentLost(PDPage page) {
        boolean named = page.getCOSObject().getItem(COSName.CONTENTS) != null;
        COSBase content = page.getCOSObject().getDictionaryObject(COSName.CONTENTS);
        return named && !(content instanceof COSStream || content instanceof COSArray);
    }

    /** Tells whether there is an image, in a form too, as some scanners place it. */
    private static boolean hasImage(@Nullable PDResources resources, int depth) throws IOException {
        if (resources == null || depth > MAX_DEPTH) {
            return false;
        }
        for (COSName name : resources.getXObjectNames()) {
            if (resources.isImageXObject(name)
                    || (resources.getXObject(name) instanceof PDFormXObject form
                            && hasImage(form.getResources(), depth + 1))) {
                return true;
            }
        }
        return false;
    }
}

package dev.lectern.readers.file;

import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Section;
import dev.lectern.format.Outline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bookmarks of a PDF into headings: each begins where the page begins that it leads to, unless its title stands on that page.
 *
 * <p>One document per object, one thread.
 */
final class PdfBookmarks {

    /** A thick book has some hundred; more, or a chain that never ends, is damage. */
    private static final int MAX_ITEMS = 10_000;

    private static final int MAX_DEPTH = 20;

    private record Item(int level, String title, int start) {}

    private final PDDocument pdf;
    private final String text;
    private final TreeMap<Integer, Section> pages = new TreeMap<>();
    private final IdentityHashMap<COSDictionary, Integer> numbers = new IdentityHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private int visited;

    private PdfBookmarks(PDDocument pdf, String text, List<Section> pages) {
        this.pdf = pdf;
        this.text = text;
        for (Section page : pages) {
            page.metadata().number(MetadataKeys.PAGE).ifPresent(number -> this.pages.put((int) number, page));
        }
        PdfPages.pagesOf(pdf).forEach(page -> numbers.put(page.getCOSObject(), numbers.size() + 1));
    }

    /** Returns a section per bookmark; none where there are no bookmarks, or none that can be followed. */
    static List<Section> sections(PDDocument pdf, String text, List<Section> pages) {
        PDDocumentOutline root = pdf.getDocumentCatalog().getDocumentOutline();
        if (root == null || text.isEmpty()) {
            return List.of();
        }
        PdfBookmarks bookmarks = new PdfBookmarks(pdf, text, pages);
        bookmarks.take(root.getFirstChild(), 1);
        bookmarks.items.sort(Comparator.comparingInt(Item::start));
        Outline outline = new Outline();
        bookmarks.items.forEach(item -> outline.add(item.level, item.title, item.start));
        return outline.sections(text.length());
    }

    private void take(@Nullable PDOutlineItem first, int level) {
        for (PDOutlineItem item = first; item != null && visited++ < MAX_ITEMS; item = item.getNextSibling()) {
            String title = item.getTitle();
            int start = title == null ? -1 : startOf(item, title);
            if (title != null && start >= 0) {
                items.add(new Item(level, title, start));
            }
            if (level < MAX_DEPTH) {
                take(item.getFirstChild(), level + 1);
            }
        }
    }

    /** Returns where in the text a bookmark leads, -1 if nowhere. */
    private int startOf(PDOutlineItem item, String title) {
        try {
            PDPage page = item.findDestinationPage(pdf);
            int number = page == null ? 0 : numbers.getOrDefault(page.getCOSObject(), 0);
            // A page without text has no section; the next one with text follows it.
            Map.Entry<Integer, Section> section = number < 1 ? null : pages.ceilingEntry(number);
            if (section == null) {
                return -1;
            }
            int start = section.getValue().span().start();
            int named = section.getKey() == number ? text.indexOf(title.strip(), start) : -1;
            return named >= 0 && named < section.getValue().span().end() ? named : start;
        } catch (IOException e) {
            // It leads to a place that is not there; the text is whole without it.
            return -1;
        }
    }
}

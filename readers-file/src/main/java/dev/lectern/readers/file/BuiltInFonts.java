package dev.lectern.readers.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Gives PDFBox the font inside its own jar for fonts that a file does not embed, while text is read here.
 *
 * <p>By itself PDFBox then looks through all fonts of the machine and keeps a list of them in the home folder: seconds on a first run,
 * and text that differs between machines. Text needs widths only, and for those one font serves. The mapper of PDFBox is one per
 * process; so ours stands before it, and passes on every call that is not made by a thread that reads text here.
 */
final class BuiltInFonts implements FontMapper {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final ThreadLocal<Boolean> READING = ThreadLocal.withInitial(() -> false);

    private final FontMapper others;

    private BuiltInFonts(FontMapper others) {
        this.others = others;
    }

    /** Marks the calling thread as reading text, until {@link #end()}. */
    static void begin() {
        Installed.once();
        READING.set(true);
    }

    /** Ends what {@link #begin()} began. */
    static void end() {
        READING.remove();
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String baseFont, PDFontDescriptor descriptor) {
        return READING.get() ? new FontMapping<>(Font.INSTANCE, false) : others.getTrueTypeFont(baseFont, descriptor);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String baseFont, PDFontDescriptor descriptor) {
        return READING.get() ? new FontMapping<>(Font.INSTANCE, false) : others.getFontBoxFont(baseFont, descriptor);
    }

    @Override
    public CIDFontMapping getCIDFont(String baseFont, PDFontDescriptor descriptor, @Nullable PDCIDSystemInfo system) {
        return READING.get()
                ? new CIDFontMapping(null, Font.INSTANCE, false)
                : others.getCIDFont(baseFont, descriptor, system);
    }

    /** Stands before the mapper of the process when first needed, once. */
    private static final class Installed {

        static {
            FontMappers.set(new BuiltInFonts(FontMappers.instance()));
        }

        static void once() {
            // Being called loads the class; that does it.
        }
    }

    /** The font, parsed when first needed; PDFBox shares fonts between threads in the same way. */
    private static final class Font {

        static final TrueTypeFont INSTANCE = load();

        private static TrueTypeFont load() {
            try (InputStream in = FontMapper.class.getResourceAsStream(FONT)) {
                if (in == null) {
                    throw new IllegalStateException("pdfbox must hold " + FONT + ", got: a jar without it");
                }
                return new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

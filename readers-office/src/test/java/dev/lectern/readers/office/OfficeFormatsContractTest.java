package dev.lectern.readers.office;

import dev.lectern.format.FileFormat;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.FileFormatContract;
import dev.lectern.testkit.ProviderContract;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;

/** The formats of this module keep the contracts of formats and of providers. */
class OfficeFormatsContractTest {

    abstract static class Contract extends FileFormatContract {

        private final String name;
        private final String ending;
        private final Callable<byte[]> sample;
        private byte[] made = new byte[0];

        Contract(String name, String ending, Callable<byte[]> sample) {
            this.name = name;
            this.ending = ending;
            this.sample = sample;
        }

        @Override
        protected FileFormat open() {
            return Providers.discovered().create(FileFormatProvider.class, name, Settings.empty());
        }

        @Override
        protected String fileName() {
            return "a." + ending;
        }

        @Override
        protected byte[] file() {
            try {
                made = made.length == 0 ? sample.call() : made; // made once: it holds the time it was made at
                return made;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Nested
        class OfProviders extends ProviderContract {

            @Override
            protected Class<? extends Provider<?>> kind() {
                return FileFormatProvider.class;
            }

            @Override
            protected String name() {
                return name;
            }
        }
    }

    @Nested
    class Word extends Contract {

        Word() {
            super("word", "docx", OfficeSamples::docx);
        }
    }

    @Nested
    class Slides extends Contract {

        Slides() {
            super("slides", "pptx", OfficeSamples::pptx);
        }
    }

    @Nested
    class Sheets extends Contract {

        Sheets() {
            super("sheets", "xlsx", OfficeSamples::xlsx);
        }
    }

    @Nested
    class Ole extends Contract {

        Ole() {
            super("ole", "xls", OfficeSamples::xls);
        }
    }

    @Nested
    class OpenDocument extends Contract {

        OpenDocument() {
            super("open-document", "odt", OfficeSamples::odt);
        }
    }

    @Nested
    class FlatText extends Contract {

        FlatText() {
            super("open-document", "fodt", () -> OtherSamples.of("fodt"));
        }
    }

    @Nested
    class FlatSheets extends Contract {

        FlatSheets() {
            super("open-document", "fods", () -> OtherSamples.of("fods"));
        }
    }

    @Nested
    class FlatSlides extends Contract {

        FlatSlides() {
            super("open-document", "fodp", () -> OtherSamples.of("fodp"));
        }
    }

    @Nested
    class Epub extends Contract {

        Epub() {
            super("epub", "epub", OfficeSamples::epub);
        }
    }

    @Nested
    class Rtf extends Contract {

        Rtf() {
            super("rtf", "rtf", OfficeSamples::rtf);
        }
    }

    @Nested
    class Outlook extends Contract {

        Outlook() {
            super("outlook", "msg", OfficeSamples::msg);
        }
    }

    @Nested
    class SevenZip extends Contract {

        SevenZip() {
            super("seven-zip", "7z", OfficeSamples::sevenZip);
        }
    }

    @Nested
    class Compressed extends Contract {

        Compressed() {
            super("compressed", "bz2", () -> OfficeSamples.bzip2(OfficeSamples.utf8("Two boats.")));
        }
    }

    @Nested
    class DataTables extends Contract {

        DataTables() {
            super("data-tables", "dbf", OfficeSamples::dbf);
        }
    }

    @Nested
    class MoreOffice extends Contract {

        MoreOffice() {
            super("more-office", "mdb", () -> OtherSamples.of("mdb"));
        }
    }

    @Nested
    class Drawing extends Contract {

        Drawing() {
            super("more-office", "vsdx", () -> OtherSamples.of("vsdx"));
        }
    }

    @Nested
    class OldDrawing extends Contract {

        OldDrawing() {
            super("more-office", "vsd", () -> OtherSamples.of("vsd"));
        }
    }

    @Nested
    class Publication extends Contract {

        Publication() {
            super("more-office", "pub", () -> OtherSamples.of("pub"));
        }
    }

    @Nested
    class Hangul extends Contract {

        Hangul() {
            super("more-office", "hwp", () -> OtherSamples.of("hwp"));
        }
    }

    @Nested
    class QuattroPro extends Contract {

        QuattroPro() {
            super("more-office", "qpw", () -> OtherSamples.of("qpw"));
        }
    }

    @Nested
    class Pages extends Contract {

        Pages() {
            super("more-office", "pages", () -> OtherSamples.of("pages"));
        }
    }

    @Nested
    class Numbers extends Contract {

        Numbers() {
            super("more-office", "numbers", () -> OtherSamples.of("numbers"));
        }
    }

    @Nested
    class Keynote extends Contract {

        Keynote() {
            super("more-office", "key", () -> OtherSamples.of("key"));
        }
    }

    @Nested
    class Help extends Contract {

        Help() {
            super("more-office", "chm", () -> OtherSamples.of("chm"));
        }
    }

    @Nested
    class OneNote extends Contract {

        OneNote() {
            super("more-office", "one", () -> OtherSamples.of("one"));
        }
    }

    @Nested
    class OldSheet extends Contract {

        OldSheet() {
            super("sheets", "xls", () -> OtherSamples.sheet(2));
        }
    }
}

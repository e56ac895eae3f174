package dev.lectern.readers.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileType;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.testkit.FileFormatContract;
import dev.lectern.testkit.ProviderContract;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every format of this module keeps the contracts of formats and of providers. */
class BuiltInFormatsTest {

    @Test
    void formats_onTheClassPath_areThoseOfTheList() {
        List<String> listed =
                Arrays.stream(BuiltInFormats.providers()).map(Provider::name).toList();

        assertThat(Providers.discovered().all(FileFormatProvider.class))
                .extracting(Provider::name)
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void formats_ofThisModule_shareNoMediaTypeAndNoEnding() {
        List<FileType> types = Providers.discovered().all(FileFormatProvider.class).stream()
                .flatMap(provider -> provider.create(Settings.empty()).types().stream())
                .toList();

        assertThat(types).extracting(FileType::mediaType).doesNotHaveDuplicates();
        assertThat(types.stream().flatMap(type -> type.extensions().stream())).doesNotHaveDuplicates();
    }

    /** The two contracts, for a format by its name and a sample by its ending. */
    abstract static class Contract extends FileFormatContract {

        private final String name;
        private final String ending;

        Contract(String name, String ending) {
            this.name = name;
            this.ending = ending;
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
                return FormatSamples.all().get(fileName());
            } catch (IOException e) {
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
    class Asciidoc extends Contract {

        Asciidoc() {
            super("asciidoc", "adoc");
        }
    }

    @Nested
    class Csv extends Contract {

        Csv() {
            super("csv", "csv");
        }
    }

    @Nested
    class Gzip extends Contract {

        Gzip() {
            super("gzip", "gz");
        }
    }

    @Nested
    class Html extends Contract {

        Html() {
            super("html", "html");
        }
    }

    @Nested
    class Json extends Contract {

        Json() {
            super("json", "json");
        }
    }

    @Nested
    class Latex extends Contract {

        Latex() {
            super("latex", "tex");
        }
    }

    @Nested
    class Mail extends Contract {

        Mail() {
            super("mail", "eml");
        }
    }

    @Nested
    class Markdown extends Contract {

        Markdown() {
            super("markdown", "md");
        }
    }

    @Nested
    class Mbox extends Contract {

        Mbox() {
            super("mbox", "mbox");
        }
    }

    @Nested
    class Notebook extends Contract {

        Notebook() {
            super("notebook", "ipynb");
        }
    }

    @Nested
    class Org extends Contract {

        Org() {
            super("org", "org");
        }
    }

    @Nested
    class Pdf extends Contract {

        Pdf() {
            super("pdf", "pdf");
        }
    }

    @Nested
    class Text extends Contract {

        Text() {
            super("text", "txt");
        }
    }

    @Nested
    class Rst extends Contract {

        Rst() {
            super("rst", "rst");
        }
    }

    @Nested
    class SourceCode extends Contract {

        SourceCode() {
            super("source-code", "py");
        }
    }

    @Nested
    class Subtitles extends Contract {

        Subtitles() {
            super("subtitles", "srt");
        }
    }

    @Nested
    class Tar extends Contract {

        Tar() {
            super("tar", "tar");
        }
    }

    @Nested
    class Xml extends Contract {

        Xml() {
            super("xml", "xml");
        }
    }

    @Nested
    class Zip extends Contract {

        Zip() {
            super("zip", "zip");
        }
    }
}

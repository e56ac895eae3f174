package dev.lectern.readers.file;

import static dev.lectern.readers.file.Folders.collect;
import static dev.lectern.readers.file.Folders.ids;
import static dev.lectern.readers.file.Folders.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.reader.Reader;
import dev.lectern.spi.Option;
import dev.lectern.spi.Providers;
import dev.lectern.spi.ReaderProvider;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider of the file reader. */
class FileReaderProviderTest {

    @Test
    void provider_isDiscoveredByName() {
        assertThat(Providers.discovered().get(ReaderProvider.class, "file")).isInstanceOf(FileReaderProvider.class);
        assertThat(new FileReaderProvider().options())
                .extracting(Option::name)
                .containsExactly(
                        "recursive",
                        "hidden",
                        "includes",
                        "excludes",
                        "extensions",
                        "gitignore",
                        "links",
                        "max-files",
                        "max-file-bytes",
                        "threads",
                        "empty-files",
                        "document-ids",
                        "time-limit",
                        "max-depth",
                        "max-parts",
                        "max-part-bytes",
                        "json-text",
                        "json-id",
                        "password",
                        "charset");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                ".",
                "..",
                "~",
                "/",
                "/no/such/place",
                "./notes",
                "notes/today",
                "notes.txt",
                "C:\\notes",
                "file:notes",
                "file:///no/such/place",
                "my notes.md"
            })
    void accepts_whatLooksLikeAPath(String source) {
        assertThat(new FileReaderProvider().accepts(source)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "http://example.org/a.txt",
                "https://example.org",
                "HTTPS://example.org/",
                "web:notes.txt",
                "",
                " ",
                "what is a tide?",
                "notes"
            })
    void accepts_nothingElse(String source) {
        assertThat(new FileReaderProvider().accepts(source)).isFalse();
    }

    @Test
    void accepts_anythingThatExists(@TempDir Path root) throws IOException {
        write(root, "plain", "text");

        assertThat(new FileReaderProvider().accepts(root.resolve("plain").toString()))
                .isTrue();
        assertThat(new FileReaderProvider().accepts(root.toUri().toString())).isTrue();
    }

    @Test
    void options_asText_setTheReader(@TempDir Path root) throws IOException {
        for (String name : List.of("a.md", "b.txt", "c.rst", "d.md", "e.md")) {
            write(root, name, "text");
        }
        Settings settings = Settings.of(Map.of(
                "includes",
                "*.{md,txt}, *.rst",
                "excludes",
                "d.*",
                "extensions",
                "md,txt",
                "max-files",
                "2",
                "threads",
                "1"));

        Reader reader = Providers.discovered().create(ReaderProvider.class, "file", settings);

        assertThat(ids(collect(reader, root))).containsExactly("a.md", "b.txt");
    }

    @Test
    void options_misspelt_areAnErrorThatNamesTheNearest() {
        Settings settings = Settings.of(Map.of("exclude", "x"));

        assertThatThrownBy(() -> Providers.discovered().create(ReaderProvider.class, "file", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: exclude. Did you mean excludes?");
    }
}

package dev.lectern.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.reader.Reader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {

    /** A provider that a service file can name. */
    public static final class NotesProvider implements ReaderProvider {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public String description() {
            return "Reads notes.";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(Option.number("max-notes", 10, "how many notes at most"));
        }

        @Override
        public boolean accepts(String source) {
            return source.startsWith("note-");
        }

        @Override
        public Reader create(Settings settings) {
            int max = settings.get(Option.number("max-notes", 10, "how many notes at most"));
            return (source, sink) -> {
                throw new IllegalStateException("max " + max);
            };
        }
    }

    /** A provider that cannot be made. */
    public static final class BrokenProvider implements ReaderProvider {
        /** Fails. */
        public BrokenProvider() {
            throw new IllegalStateException("no key");
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String description() {
            return "Breaks.";
        }

        @Override
        public Reader create(Settings settings) {
            throw new IllegalStateException("never made");
        }
    }

    @Test
    void create_misspeltOption_namesTheNearest() {
        Providers providers = Providers.of(new NotesProvider());
        Settings settings = Settings.of(Map.of("max-note", "3"));

        assertThatThrownBy(() -> providers.create(ReaderProvider.class, "notes", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option of notes must be one of [max-notes], got: max-note. Did you mean max-notes?");
    }

    @Test
    void create_valueOfOtherType_namesRuleAndValue() {
        Providers providers = Providers.of(new NotesProvider());
        Settings settings = Settings.of(Map.of("max-notes", "many"));

        assertThatThrownBy(() -> providers.create(ReaderProvider.class, "notes", settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-notes must be a whole number, got: \"many\"");
    }

    @Test
    void get_unknownName_listsWhatThereIsAndTheNearest() {
        Providers providers = Providers.of(new NotesProvider());

        assertThatThrownBy(() -> providers.get(ReaderProvider.class, "note"))
                .isInstanceOf(ProviderException.class)
                .hasMessage("Could not find Reader \"note\": there is notes. Did you mean notes?");
    }

    @Test
    void get_nameOfAModuleThatIsNotThere_namesTheArtifact() {
        assertThatThrownBy(() -> Providers.of().get(EmbeddingModelProvider.class, "onnx"))
                .isInstanceOf(ProviderException.class)
                .hasMessageEndingWith("there is none. Add the artifact dev.lectern:lectern-models-onnx.");
    }

    @Test
    void get_twoOfOneName_namesBothClassesAndJars() {
        Providers providers = Providers.of(new NotesProvider(), new NotesProvider());

        assertThatThrownBy(() -> providers.get(ReaderProvider.class, "notes"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("NotesProvider in /")
                .hasMessageContaining("test-classes");
    }

    @Test
    void singleOr_severalWithThePreferred_isThatOne() {
        ReaderProvider other = named("letters");
        ReaderProvider preferred = named("preferred");

        assertThat(Providers.of(other, preferred).singleOr(ReaderProvider.class, "preferred"))
                .isSameAs(preferred);
        assertThat(Providers.of(other).singleOr(ReaderProvider.class, "preferred"))
                .isSameAs(other);
        assertThatThrownBy(() -> Providers.of(other, preferred).singleOr(ReaderProvider.class, "third"))
                .hasMessageContaining("there is letters, preferred. Give a name.");
    }

    @Test
    void single_severalAndNoName_listsThem() {
        ReaderProvider other = named("letters");
        Providers providers = Providers.of(new NotesProvider(), other);

        assertThatThrownBy(() -> providers.single(ReaderProvider.class))
                .isInstanceOf(ProviderException.class)
                .hasMessage("Could not choose a Reader: there is letters, notes. Give a name.");
        assertThat(Providers.of(other).single(ReaderProvider.class)).isSameAs(other);
    }

    @Test
    void readerFor_prefixOrShape_choosesTheReader() {
        ReaderProvider letters = named("letters");
        NotesProvider notes = new NotesProvider();
        Providers providers = Providers.of(notes, letters);

        assertThat(providers.readerFor("note-7")).isSameAs(notes);
        assertThat(providers.readerFor("letters:may")).isSameAs(letters);
        assertThatThrownBy(() -> providers.readerFor("elsewhere"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("elsewhere")
                .hasMessageContaining("letters, notes");
    }

    @Test
    void withoutName_nameBeforeASource_takesItOffUnlessItBelongsThere() {
        assertThat(named("letters").withoutName("letters:may")).isEqualTo("may");
        assertThat(named("letters").withoutName("may")).isEqualTo("may");
        assertThat(new NotesProvider().withoutName("note-7")).isEqualTo("note-7");
    }

    @Test
    void discovered_brokenProvider_leavesTheOthersUsable(@TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ReaderProvider.class.getName()),
                BrokenProvider.class.getName() + "\n" + NotesProvider.class.getName() + "\nno.such.Provider\n");

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Providers providers = Providers.discovered(loader);

            assertThat(providers.all(ReaderProvider.class))
                    .extracting(Provider::name)
                    .containsExactly("notes");
            assertThat(providers.get(ReaderProvider.class, "notes")).isInstanceOf(NotesProvider.class);
            assertThatThrownBy(() -> providers.get(ReaderProvider.class, "broken"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("there is notes")
                    .cause()
                    .hasMessageContaining("Could not load a provider of Reader");
        }
    }

    @Test
    void settings_toString_hidesValues() {
        assertThat(Settings.of(Map.of("api-key", "secret-7")).toString())
                .contains("api-key")
                .doesNotContain("secret-7");
    }

    @Test
    void settings_optionTwice_isRefused() {
        assertThatThrownBy(() -> Settings.builder().set("top-k", "1").set("top-k", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("top-k");
    }

    private static ReaderProvider named(String name) {
        return new ReaderProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return "Reads " + name + ".";
            }

            @Override
            public Reader create(Settings settings) {
                return (source, sink) -> {};
            }
        };
    }
}

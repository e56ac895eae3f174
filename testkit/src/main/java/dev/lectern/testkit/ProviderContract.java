package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.spi.Option;
import dev.lectern.spi.Provider;
import dev.lectern.spi.Providers;
import dev.lectern.spi.Settings;
import dev.lectern.split.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Says what every {@link Provider} is, found as users find it: by name, through its service file.
 */
public abstract class ProviderContract {

    /** For subclasses. */
    protected ProviderContract() {}

    /** Returns the provider interface, such as {@code ReaderProvider.class}. */
    protected abstract Class<? extends Provider<?>> kind();

    /** Returns the name of the provider under test. */
    protected abstract String name();

    /** Returns the least settings with which it makes an object; nothing unless overridden. */
    protected Settings settings() {
        return Settings.empty();
    }

    @Test
    void provider_byName_isFound() {
        assertThat(provider().name()).isEqualTo(name()).matches("[a-z0-9-]{2,40}");
    }

    @Test
    void description_always_isOneSentenceWithCapitalAndFullStop() {
        String description = provider().description();

        assertThat(description).matches("\\p{Lu}.*\\.");
        assertThat(Sentences.of(description, Locale.ENGLISH))
                .as("sentences of \"%s\"", description)
                .hasSize(1);
    }

    @Test
    void options_always_haveNamesOfTheirOwnAndAMeaning() {
        List<Option<?>> options = provider().options();

        assertThat(options).extracting(Option::name).doesNotHaveDuplicates();
        assertThat(options).allSatisfy(option -> {
            assertThat(option.meaning()).isNotBlank();
            assertThat(option.type()).isNotBlank();
        });
    }

    @Test
    void create_leastSettings_makesAnObject() throws Exception {
        Object made = Providers.create(provider(), settings());

        assertThat(made).isNotNull();
        if (made instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Test
    void create_unknownOption_isRefusedAndNamesTheNearest() {
        List<Option<?>> options = provider().options();
        String near = options.isEmpty() ? "no-such-option" : options.get(0).name() + "x";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Providers.create(provider(), Settings.of(Map.of(near, "1"))))
                .withMessageContaining(near)
                .withMessageContaining(
                        options.isEmpty()
                                ? name()
                                : "Did you mean " + options.get(0).name() + "?");
    }

    @Test
    void create_requiredOptionMissing_isRefusedAndNamesIt() {
        List<String> required = provider().options().stream()
                .filter(option -> option.toString().endsWith(", required)"))
                .map(Option::name)
                .toList();

        if (!required.isEmpty()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Providers.create(provider(), Settings.empty()))
                    .satisfies(
                            refusal -> assertThat(required).anyMatch(String.valueOf(refusal.getMessage())::contains));
        }
    }

    @Test
    void provider_class_canBeMadeByAnybody() throws Exception {
        Class<?> type = provider().getClass();

        assertThat(Modifier.isPublic(type.getModifiers()))
                .as("%s is public", type)
                .isTrue();
        assertThat(type.getConstructor().newInstance()).isInstanceOf(kind());
    }

    @Test
    void provider_serviceFile_namesIt() throws IOException {
        ClassLoader loader = provider().getClass().getClassLoader();
        List<URL> files = Collections.list(loader.getResources("META-INF/services/" + kind().getName()));

        assertThat(files)
                .anyMatch(file -> text(file)
                        .lines()
                        .map(String::strip)
                        .anyMatch(provider().getClass().getName()::equals));
    }

    @Test
    void provider_moduleDescriptor_providesItWhereThereIsOne() throws IOException {
        Optional<ModuleDescriptor> module = moduleOf(provider().getClass());

        module.ifPresent(descriptor -> assertThat(descriptor.provides())
                .as("provides of module %s", descriptor.name())
                .anyMatch(provided -> provided.service().equals(kind().getName())
                        && provided.providers().contains(provider().getClass().getName())));
    }

    private Provider<?> provider() {
        return Providers.discovered().get(kind(), name());
    }

    /** Reads the descriptor that lies in the directory or jar of a class, be it loaded as a module or not. */
    private static Optional<ModuleDescriptor> moduleOf(Class<?> type) throws IOException {
        CodeSource source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource(), "code source");
        String root = source.getLocation().toString();
        String base = root.endsWith("/") ? root : "jar:" + root + "!/";
        for (URL url : Collections.list(type.getClassLoader().getResources("module-info.class"))) {
            if (url.toString().equals(base + "module-info.class")) {
                try (InputStream in = url.openStream()) {
                    return Optional.of(ModuleDescriptor.read(in));
                }
            }
        }
        return Optional.empty();
    }

    private static String text(URL file) {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }
}

package dev.lectern.defaults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Providers are declared twice: for the module path and for the class path. */
class ServiceFilesTest {

    @Test
    void services_ofBothDeclarations_areTheSame() throws IOException, URISyntaxException {
        Path classes = Path.of(Provider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        Map<String, List<String>> declared;
        try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
            declared = ModuleDescriptor.read(descriptor).provides().stream()
                    .collect(toMap(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));
        }

        assertThat(serviceFiles(classes.resolve("META-INF/services"))).isEqualTo(declared);
    }

    private static Map<String, List<String>> serviceFiles(Path folder) throws IOException {
        Map<String, List<String>> services = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                services.put(file.getFileName().toString(), Files.readAllLines(file));
            }
        }
        return services;
    }
}

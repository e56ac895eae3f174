package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.spi.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebReaderProviderTest {

    private final WebReaderProvider provider = new WebReaderProvider();

    @ParameterizedTest
    @CsvSource({
        "https://example.org/, true",
        "HTTP://example.org, true",
        "ftp://example.org/, false",
        "notes/http://x, false",
        "'', false"
    })
    void accepts_httpAndHttps(String source, boolean accepted) {
        assertThat(provider.accepts(source)).isEqualTo(accepted);
    }

    @Test
    void create_withOptions_readsWithThem() {
        try (PageServer server = new PageServer()) {
            String address = server.serve("/", "text/html", "<nav>Menu</nav><p>The tide turns twice a day.</p>");
            Settings settings =
                    Settings.of(Map.of("mode", "whole", "allow-private-addresses", "true", "user-agent", "Test"));

            var pages = provider.create(settings).load(address);

            assertThat(pages.get(0).text()).isEqualTo("Menu\n\nThe tide turns twice a day.");
            assertThat(server.userAgents).containsExactly("Test");
        }
    }
}

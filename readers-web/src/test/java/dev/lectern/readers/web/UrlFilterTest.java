package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFilterTest {

    @ParameterizedTest
    @CsvSource({
        "/docs/, '', true",
        "/news/, '', false",
        "'', /docs/old, true",
        "'', /docs/, false",
        "/docs/, *tides*, false",
        "https://shore.example/docs/tides, '', true",
        "https://shore.example/docs/, '', false",
        "https://*.example/*, '', true",
        "*.pdf, '', false"
    })
    void accepts_includedAndNotExcluded(String include, String exclude, boolean accepted) {
        UrlFilter filter = new UrlFilter(
                include.isEmpty() ? List.of() : List.of(include), exclude.isEmpty() ? List.of() : List.of(exclude));

        assertThat(filter.accepts(URI.create("https://shore.example/docs/tides")))
                .isEqualTo(accepted);
    }
}

package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @Test
    void accept_severalTypes_areLessWelcomeOneByOne() {
        assertThat(MediaTypes.accept(List.of("text/html", "text/*", "*/*")))
                .isEqualTo("text/html, text/*;q=0.9, */*;q=0.8");
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, text/html, true",
        "Text/HTML, text/html, true",
        "text/*, text/plain, true",
        "*/*, image/png, true",
        "text/*, textual/plain, false",
        "text/html, application/pdf, false",
        "text/html, '', true"
    })
    void matches_typeOrRange(String wanted, String got, boolean expected) {
        assertThat(MediaTypes.matches(List.of(wanted), got)).isEqualTo(expected);
    }
}

package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP://Example.ORG | http://example.org/",
                "https://example.org:443/a/../b#part | https://example.org/b",
                "http://example.org:8080?q=a b | http://example.org:8080/?q=a%20b",
                "https://b\u00fccher.example/\u00fc?\u20ac | https://xn--bcher-kva.example/%C3%BC?%E2%82%AC",
                "https://example.org/100%/%41[1] | https://example.org/100%25/%41[1]",
                "http://[::1]/ | http://[::1]/"
            })
    void address_asPeopleWriteIt_isNormalised(String written, String normal) {
        assertThat(WebAddress.parse(written)).hasToString(normal.replace("[1]", "%5B1%5D"));
    }

    @ParameterizedTest
    @CsvSource({
        "../c, https://example.org/c",
        "?x=1, https://example.org/a/b?x=1",
        "//other.org/, https://other.org/",
        "#part, https://example.org/a/b"
    })
    void reference_isResolved(String reference, String expected) {
        assertThat(WebAddress.resolve(URI.create("https://example.org/a/b"), reference))
                .hasToString(expected);
    }

    @Test
    void userName_isRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> WebAddress.parse("https://ann:secret@example.org/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the address must not hold a user name or password");
    }
}

package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientOptionsTest {

    @Test
    void options_valueOutOfRange_isRefusedWithTheValue() {
        assertRefused(b -> b.maxBytes(0), "maxBytes must be 1 or more, got: 0");
        assertRefused(b -> b.maxRedirects(-1), "maxRedirects must be 0 or more, got: -1");
        assertRefused(b -> b.maxRetries(-2), "maxRetries must be 0 or more, got: -2");
        assertRefused(b -> b.concurrency(0), "concurrency must be 1 or more, got: 0");
        assertRefused(b -> b.concurrencyPerHost(0), "concurrencyPerHost must be 1 or more, got: 0");
        assertRefused(b -> b.timeout(Duration.ZERO), "timeout must be positive, got: PT0S");
        assertRefused(b -> b.readTimeout(Duration.ZERO), "readTimeout must be positive, got: PT0S");
        assertRefused(b -> b.connectTimeout(Duration.ofSeconds(-1)), "connectTimeout must be positive, got: PT-1S");
        assertRefused(b -> b.delay(Duration.ofMillis(-1)), "delay must be 0 or more, got: PT-0.001S");
        assertRefused(b -> b.userAgent("a\nb"), "userAgent must be printable ASCII, got: \"a\nb\"");
        assertRefused(
                b -> b.proxy("http://me:secret@p:1"),
                "proxy must be host:port without user or scheme, got: \"...@p:1\"");
        assertRefused(
                b -> b.allowedAddresses(List.of("a b")),
                "allowed must be a host, *.domain, address or network such as 10.0.0.0/8, got: \"a b\"");
        assertRefused(
                b -> b.allowedAddresses(List.of("10.0.0.0/33")),
                "allowed must be a host, *.domain, address or network such as 10.0.0.0/8, got: \"10.0.0.0/33\"");
        assertRefused(
                b -> b.allowedAddresses(List.of("::1/-1")),
                "allowed must be a host, *.domain, address or network such as 10.0.0.0/8, got: \"::1/-1\"");
    }

    private static void assertRefused(Consumer<WebClientOptions.Builder> change, String message) {
        WebClientOptions.Builder builder = WebClientOptions.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    change.accept(builder);
                    builder.build();
                })
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "user-agent", "Content-Length", "a b", ""})
    void header_ofTheClientOrMalformed_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebClientOptions.builder().header(name, "x"))
                .withMessage("header must be a name that the client does not make itself, got: \"" + name + "\"");
    }

    @Test
    void header_valueWithALineBreak_isRefusedWithoutTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebClientOptions.builder().header("Authorization", "secret\r\nHost: x"))
                .withMessage("value of header Authorization must be printable ASCII");
    }

    @Test
    void toString_showsNoValueOfAHeader() {
        WebClientOptions options = WebClientOptions.builder()
                .header("Authorization", "Bearer secret")
                .build();

        assertThat(options.toString()).contains("Authorization").doesNotContain("secret");
    }
}

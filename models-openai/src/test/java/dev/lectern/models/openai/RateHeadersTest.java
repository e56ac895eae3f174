package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {

    private static HttpHeaders headers(String... values) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            map.put(values[i], List.of(values[i + 1]));
        }
        return HttpHeaders.of(map, (name, value) -> true);
    }

    @ParameterizedTest
    @CsvSource({
        "1s, PT1S",
        "6m0s, PT6M",
        "120ms, PT0.12S",
        "1h2m3.5s, PT1H2M3.5S",
        "0s, PT0S",
        "' 20.1 ', PT20.1S",
        "7.66s, PT7.66S"
    })
    void span_ofOpenAi_isRead(String text, Duration expected) {
        assertThat(RateHeaders.parseSpan(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1d", "-1s", "1s later", "s", "99999999999s"})
    void span_thatIsNone_isNothing(String text) {
        assertThat(RateHeaders.parseSpan(text)).isEmpty();
    }

    @Test
    void wait_severalHeaders_takesTheFinest() {
        HttpHeaders all = headers("retry-after-ms", "1500.2", "retry-after", "2");

        assertThat(RateHeaders.wait(all, TestWorld.NOW)).contains(Duration.ofMillis(1501));
        assertThat(RateHeaders.wait(headers("retry-after-ms", "soon", "Retry-After", "2"), TestWorld.NOW))
                .contains(Duration.ofSeconds(2));
        assertThat(RateHeaders.wait(headers("Retry-After", "Sat, 01 Mar 2025 12:00:30 GMT"), TestWorld.NOW))
                .contains(Duration.ofSeconds(30));
        assertThat(RateHeaders.wait(headers(), TestWorld.NOW)).isEmpty();
    }

    @Test
    void reset_countsOnlyWhereNothingRemains() {
        assertThat(RateHeaders.untilReset(
                        headers("x-ratelimit-remaining-tokens", "5", "x-ratelimit-reset-tokens", "9s")))
                .isEmpty();
        assertThat(RateHeaders.untilReset(headers(
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "9s",
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "12s")))
                .contains(Duration.ofSeconds(12));
    }
}

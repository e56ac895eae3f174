package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 0.0, 500", "1, 0.5, 750", "2, 0.0, 1000", "3, 0.5, 3000", "40, 0.5, 24000"})
    void after_attempt_isBetweenHalfALimitThatDoublesAndTheLimit(int attempt, double random, long millis) {
        assertThat(new Backoff(() -> random).after(attempt, Optional.empty())).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void after_asked_isWhatIsAskedForAndUpToATenth() {
        assertThat(new Backoff(() -> 0.0).after(1, Optional.of(Duration.ofSeconds(10))))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(new Backoff(() -> 0.5).after(5, Optional.of(Duration.ofSeconds(10))))
                .isEqualTo(Duration.ofMillis(10_500));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "7, 7",
                "' 120 ', 120",
                "0, 0",
                "99999999999999999999, 2147483647",
                "'Sun, 29 Nov 2026 08:01:30 GMT', 90",
                "'Sun, 29 Nov 2026 07:00:00 GMT', 0",
                "-5, -",
                "soon, -",
                "'', -"
            })
    void retryAfter_isSecondsOrADate(String value, Integer seconds) {
        Instant now = Instant.parse("2026-11-29T08:00:00Z");

        assertThat(RetryAfter.parse(value, now).map(Duration::toSeconds))
                .isEqualTo(Optional.ofNullable(seconds).map(Integer::longValue));
    }
}

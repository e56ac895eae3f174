package dev.lectern.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "7, 7",
                "' 120 ', 120",
                "0, 0",
                "99999999999999999999, 999999999",
                "'Sun, 29 Nov 2026 08:01:30 GMT', 90",
                "'Sun, 29 Nov 2026 07:00:00 GMT', 0",
                "-5, -",
                "soon, -",
                "1.5, -",
                "2026-11-29, -",
                "'', -"
            })
    void parse_secondsOrADate_isHowLongToWait(String value, Integer seconds) {
        Instant now = Instant.parse("2026-11-29T08:00:00Z");

        assertThat(RetryAfter.parse(value, now).map(Duration::toSeconds))
                .isEqualTo(Optional.ofNullable(seconds).map(Integer::longValue));
    }
}

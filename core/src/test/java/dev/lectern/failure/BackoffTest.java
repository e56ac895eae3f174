package dev.lectern.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

    private static final Instant NOW = Instant.parse("2025-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 125", "2, 250", "3, 500", "7, 7500", "8, 7500", "400, 7500"})
    void wait_notAsked_isDrawnBelowALimitThatDoubles(int attempt, long millis) {
        assertThat(new Backoff(() -> 0.5).before(attempt, Optional.empty())).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void wait_asked_isWhatIsAskedAndUpToATenth() {
        Optional<Duration> asked = Optional.of(Duration.ofSeconds(20));

        assertThat(new Backoff(() -> 0).before(1, asked)).isEqualTo(Duration.ofSeconds(20));
        assertThat(new Backoff(() -> 0.5).before(9, asked)).isEqualTo(Duration.ofSeconds(21));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "' 0 ', PT0S",
        "'Sat, 01 Mar 2025 12:00:30 GMT', PT30S",
        "'Sat, 01 Mar 2025 11:00:00 GMT', PT0S"
    })
    void retryAfter_secondsOrDate_isRead(String header, Duration expected) {
        assertThat(RetryAfter.parse(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "12345678901234567890", "2025-03-01"})
    void retryAfter_neither_isNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}

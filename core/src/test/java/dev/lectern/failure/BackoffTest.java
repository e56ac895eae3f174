package dev.lectern.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

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
}

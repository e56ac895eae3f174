package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}

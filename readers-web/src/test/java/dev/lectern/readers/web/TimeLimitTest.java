package dev.lectern.readers.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.readers.web.http.WebException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class TimeLimitTest {

    private final CountDownLatch end = new CountDownLatch(1);
    private final TimeLimit limit = new TimeLimit(Duration.ofMillis(1));

    @AfterEach
    void close() {
        end.countDown();
        limit.close();
    }

    private String hang() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }

    @Test
    void work_thatTakesTooLong_isAFailureAndLeftBehind() {
        assertThatThrownBy(() -> limit.run("page", this::hang))
                .isInstanceOf(WebException.class)
                .hasMessage("Could not read page: its text was not found within PT0.001S. Raise parseTimeout (option"
                        + " parse-timeout) to wait longer.");
    }

    @Test
    void manyLeftBehind_holdOthersBackUntilTheyEnd() {
        for (int i = 0; i < 8; i++) {
            assertThatThrownBy(() -> limit.run("page", this::hang)).hasMessageContaining("was not found within");
        }

        assertThatThrownBy(() -> limit.run("ninth", this::hang))
                .hasMessage("Could not read ninth: 8 pages before it took longer than PT0.001S and still run.");

        end.countDown();
        String done = null;
        while (done == null) {
            done = tried();
        }
        assertThat(done).isEqualTo("late");
    }

    private String tried() {
        try {
            return limit.run("page", this::hang);
        } catch (WebException stillHeldBackOrSlow) {
            Thread.onSpinWait();
            return null;
        }
    }

    @Test
    void work_thatFails_failsUnchanged() {
        try (TimeLimit limited = new TimeLimit(Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> limited.run("page", () -> {
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            assertThatThrownBy(() -> limited.run("page", () -> {
                        throw new StackOverflowError("deep");
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
    }
}

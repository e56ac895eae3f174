package dev.lectern.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.failure.CancelledException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void cancel_twice_runsTheActionOnce() {
        Cancellation cancellation = Cancellation.create();
        cancellation.onCancel(runs::incrementAndGet);

        cancellation.cancel();
        cancellation.cancel();

        assertThat(runs).hasValue(1);
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void cancel_actionThatFails_runsTheOthersToo() {
        Cancellation cancellation = Cancellation.create();
        cancellation.onCancel(() -> {
            throw new IllegalStateException("first");
        });
        cancellation.onCancel(runs::incrementAndGet);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(cancellation::cancel)
                .withMessage("first");

        assertThat(runs).hasValue(1);
    }

    @Test
    void onCancel_takenBack_doesNotRun() {
        Cancellation cancellation = Cancellation.create();
        cancellation.onCancel(runs::incrementAndGet).close();

        cancellation.cancel();

        assertThat(runs).hasValue(0);
    }

    @Test
    void onCancel_afterwards_runsAtOnce() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();

        cancellation.onCancel(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void check_cancelled_saysWhatEnded() {
        Cancellation cancellation = Cancellation.create();
        cancellation.check("the answer");
        cancellation.cancel();

        assertThatExceptionOfType(CancelledException.class)
                .isThrownBy(() -> cancellation.check("the answer"))
                .withMessage("Could not finish the answer: it was cancelled.")
                .matches(e -> !e.isTimeLimit() && !e.isRetryable());
    }

    @Test
    void within_timeOver_cancelsAndSaysSo() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Cancellation cancellation = Cancellation.within(Duration.ofMillis(1))) {
            cancellation.onCancel(over::countDown);

            assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
            assertThatExceptionOfType(CancelledException.class)
                    .isThrownBy(() -> cancellation.check("the answer"))
                    .withMessage(
                            "Could not finish the answer: the time limit is over. Allow more time, or ask for less.")
                    .matches(e -> e.isTimeLimit() && e.isRetryable());
        }
    }

    @Test
    void limitedTo_parentCancelled_isCancelledAsThat() {
        Cancellation parent = Cancellation.create();
        Cancellation child = parent.limitedTo(Duration.ofHours(1));

        parent.cancel();

        assertThat(child.isCancelled()).isTrue();
        assertThat(child.exception("it").isTimeLimit()).isFalse();
    }

    @Test
    void child_cancelled_leavesTheParent() {
        Cancellation parent = Cancellation.create();

        parent.child().cancel();

        assertThat(parent.isCancelled()).isFalse();
    }

    @Test
    void close_child_isNoLongerCancelledWithTheParent() {
        Cancellation parent = Cancellation.create();
        Cancellation child = parent.child();
        child.close();

        parent.cancel();

        assertThat(child.isCancelled()).isFalse();
    }

    @Test
    void timeLeft_nested_isTheShortest() {
        try (Cancellation minute = Cancellation.within(Duration.ofMinutes(1));
                Cancellation hour = minute.limitedTo(Duration.ofHours(1))) {
            assertThat(hour.timeLeft())
                    .hasValueSatisfying(left -> assertThat(left).isLessThan(Duration.ofMinutes(2)));
            assertThat(Cancellation.create().timeLeft()).isEmpty();
        }
    }

    @Test
    void none_cancel_isRefused() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Cancellation.none().cancel())
                .withMessage("Could not cancel: Cancellation.none() is never cancelled.");
    }

    @Test
    void within_noTime_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cancellation.within(Duration.ZERO))
                .withMessage("time limit must be more than zero, got: PT0S");
    }
}

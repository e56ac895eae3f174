package dev.lectern.readers.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HostGatesTest {

    private static final URI SHORE = URI.create("http://shore.example/a");
    private static final URI ISLE = URI.create("http://isle.example/a");

    private final RecordedWaits waits = new RecordedWaits();

    @Test
    void enter_withDelay_waitsBetweenRequestsToOneHostOnly() throws InterruptedException {
        HostGates gates = new HostGates(4, 4, waits);

        gates.enter(SHORE, Duration.ofSeconds(2)).run();
        gates.enter(ISLE, Duration.ofSeconds(2)).run();
        assertThat(waits.slept).isEmpty();

        gates.enter(SHORE, Duration.ofSeconds(2)).run();
        assertThat(waits.slept).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void hold_keepsTheHostBackFromThenOn() throws InterruptedException {
        HostGates gates = new HostGates(4, 4, waits);

        gates.hold(SHORE, Duration.ofSeconds(7));
        gates.hold(SHORE, Duration.ofSeconds(3));
        gates.enter(ISLE, Duration.ZERO).run();
        gates.enter(SHORE, Duration.ZERO).run();

        assertThat(waits.slept).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void enter_hostFull_waitsUntilOneLeavesAndLeavesOthersAlone() throws Exception {
        HostGates gates = new HostGates(3, 1, waits);
        Runnable first = gates.enter(SHORE, Duration.ZERO);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Runnable> second = thread.submit(() -> gates.enter(SHORE, Duration.ZERO));

            gates.enter(ISLE, Duration.ZERO).run(); // not kept back by the host that is full
            assertThat(second.isDone()).isFalse();

            first.run();
            second.get().run();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void enter_interrupted_givesBackWhatItTook() throws InterruptedException {
        HostGates gates = new HostGates(1, 1, waits);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> gates.enter(SHORE, Duration.ZERO)).isInstanceOf(InterruptedException.class);

        gates.enter(SHORE, Duration.ZERO).run();
    }

    @Test
    void enter_manyHosts_areForgottenButTheirPauseIsKept() throws InterruptedException {
        HostGates gates = new HostGates(4, 4, waits);
        gates.enter(SHORE, Duration.ofDays(1)).run();

        for (int i = 0; i < 3_000; i++) {
            gates.enter(URI.create("http://h" + i + ".example/"), Duration.ZERO).run();
        }

        gates.enter(SHORE, Duration.ZERO).run();
        assertThat(waits.slept).containsExactly(Duration.ofDays(1));
    }
}

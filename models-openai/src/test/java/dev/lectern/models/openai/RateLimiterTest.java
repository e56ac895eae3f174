package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.models.openai.ServiceFault.Kind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final TestWorld world = new TestWorld();

    private long deadline(Duration time) {
        return world.nanos.get() + time.toNanos();
    }

    private void acquire(RateLimiter limiter, long cost) throws Exception {
        limiter.acquire(cost, deadline(Duration.ofHours(1)), new Stop());
    }

    @Test
    void acquire_withoutLimits_neverWaits() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 0, 0, LONGEST, world.world());

        for (int i = 0; i < 1_000; i++) {
            acquire(limiter, 1_000_000);
        }

        assertThat(world.waits).isEmpty();
    }

    @Test
    void acquire_tokens_waitsUntilThereAreEnough() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 600, 9, LONGEST, world.world());

        acquire(limiter, 500);
        acquire(limiter, 200);
        world.pass(Duration.ofSeconds(15));
        acquire(limiter, 150);
        acquire(limiter, 10);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    @Test
    void acquire_moreThanAMinuteHas_waitsForAFullBucketAndIsPaidOffAfterwards() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 60, 9, LONGEST, world.world());

        acquire(limiter, 180);
        acquire(limiter, 60);

        assertThat(world.waits).containsExactly(Duration.ofMinutes(3));
    }

    @Test
    void settle_lessThanTaken_givesTheRestBack() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 60, 9, LONGEST, world.world());

        acquire(limiter, 60);
        limiter.settle(60, 20);
        acquire(limiter, 40);
        limiter.settle(40, 50);
        acquire(limiter, 1);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(11));
    }

    @Test
    void pause_holdsAllBack_theLongestCounts() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 0, 9, LONGEST, world.world());

        limiter.pause(Duration.ofSeconds(5));
        limiter.pause(Duration.ofSeconds(2));
        acquire(limiter, 1);
        acquire(limiter, 1);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void pause_longerThanTheLongestWait_failsAtOnceUntilItIsTimeToAskAgain() throws Exception {
        RateLimiter limiter = new RateLimiter(1, 0, 9, LONGEST, world.world());

        limiter.pause(Duration.ofSeconds(999_999_999));
        limiter.pause(Duration.ofSeconds(5));

        for (int seconds : new int[] {120, 20}) {
            assertThatThrownBy(() -> acquire(limiter, 1))
                    .isInstanceOfSatisfying(
                            CallFailure.class, e -> assertThat(e.fault().kind()).isEqualTo(Kind.RATE_LIMIT))
                    .hasMessage("the service asked before to wait 999999999 s, more than the 120 s that a call waits."
                            + " It is asked again in " + seconds
                            + " s at the earliest. Try again later, or raise longest-wait.");
            world.pass(Duration.ofSeconds(100));
        }
        acquire(limiter, 1);
        assertThat(world.waits).isEmpty();
    }

    @Test
    void pause_afterALongerOneHasPassed_holdsBackAsAsked() throws Exception {
        RateLimiter limiter = new RateLimiter(0, 0, 9, LONGEST, world.world());
        limiter.pause(Duration.ofDays(1));
        world.pass(LONGEST);

        limiter.pause(Duration.ofSeconds(5));
        acquire(limiter, 1);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void acquire_waitBeyondTheTimeLimit_failsAtOnceAndTakesNothing() throws Exception {
        RateLimiter limiter = new RateLimiter(1, 0, 9, LONGEST, world.world());
        acquire(limiter, 1);

        assertThatThrownBy(() -> limiter.acquire(1, deadline(Duration.ofSeconds(59)), new Stop()))
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.fault().kind()).isEqualTo(Kind.QUEUE_FULL))
                .hasMessage("its turn would come in 60 s, after its time limit."
                        + " Try again later, or allow more time, requests or tokens.");

        limiter.acquire(1, deadline(Duration.ofMinutes(1)), new Stop());
        assertThat(world.waits).containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void acquire_moreCallsThanMayWait_failAtOnce() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        World real = World.real();
        RateLimiter limiter = new RateLimiter(
                1, 0, 1, LONGEST, new World(real.nanoTime(), real.clock(), real.random(), (time, stop) -> {
                    waiting.countDown();
                    return real.sleeper().sleep(time, stop);
                }));
        long deadline = System.nanoTime() + Duration.ofHours(1).toNanos();
        limiter.acquire(1, deadline, new Stop());
        Stop stop = new Stop();
        FutureTask<Void> second = new FutureTask<>(() -> {
            limiter.acquire(1, deadline, stop);
            return null;
        });
        Thread thread = new Thread(second);
        thread.start();
        waiting.await();

        assertThatThrownBy(() -> limiter.acquire(1, deadline, new Stop()))
                .hasMessageStartingWith("1 calls wait already for the limit of requests or tokens, as many as may.");

        stop.stop();
        assertThatThrownBy(second::get)
                .cause()
                .isInstanceOfSatisfying(
                        CallFailure.class, e -> assertThat(e.fault().kind()).isEqualTo(Kind.CANCELLED));
        thread.join();
    }

    @Test
    void acquire_interrupted_leavesTheQueueAndGivesBack() throws Exception {
        RateLimiter limiter = new RateLimiter(1, 0, 1, LONGEST, World.real());
        long deadline = System.nanoTime() + Duration.ofHours(1).toNanos();
        limiter.acquire(1, deadline, new Stop());

        for (int i = 0; i < 3; i++) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> limiter.acquire(1, deadline, new Stop())).isInstanceOf(InterruptedException.class);
        }

        assertThatThrownBy(() -> limiter.acquire(1, System.nanoTime() + 1, new Stop()))
                .hasMessageMatching("its turn would come in (59|60) s.*");
    }
}

package dev.lectern.models.openai;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes a call back from another thread: ends its wait, or closes its exchange. Thread-safe. */
final class Stop {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Runnable> closer = new AtomicReference<>();

    /** Ends what goes on and what would follow; may be called twice. */
    void stop() {
        stopped.countDown();
        run(closer.getAndSet(null));
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** Sets what closes the exchange that goes on; runs it at once if the call is taken back already. Null where none goes on. */
    void onStop(@Nullable Runnable changed) {
        closer.set(changed);
        if (isStopped()) {
            run(closer.getAndSet(null));
        }
    }

    /** Waits; returns true if the call was taken back meanwhile. */
    boolean await(Duration time) throws InterruptedException {
        return stopped.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(@Nullable Runnable close) {
        if (close != null) {
            close.run();
        }
    }
}

package dev.lectern.readers.web.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits, and keeps what was waited for. */
final class RecordedWaits implements Waits {

    final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // clocks of this kind may run over

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!time.isZero()) {
            slept.add(time);
            now.addAndGet(time.toNanos());
        }
    }
}

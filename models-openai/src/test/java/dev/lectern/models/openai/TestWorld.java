package dev.lectern.models.openai;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still but for waits, which pass at once and are kept. */
final class TestWorld {

    static final Instant NOW = Instant.parse("2025-03-01T12:00:00Z");

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // System.nanoTime may overflow as well

    World world() {
        return new World(nanos::get, Clock.fixed(NOW, ZoneOffset.UTC), () -> 0.5, (time, stop) -> {
            waits.add(time);
            nanos.addAndGet(time.toNanos());
            return stop.isStopped();
        });
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Starts an endpoint without a key. */
    OpenAiEndpoint.Builder endpoint(String baseUrl) {
        return OpenAiEndpoint.builder().baseUrl(baseUrl).withoutKey().world(world());
    }
}

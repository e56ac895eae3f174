package dev.lectern.store.retrieval.plugin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still, chance that is always one half, and waits that are only noted. */
final class World {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    final List<Duration> waits = new CopyOnWriteArrayList<>();

    RetrievalPluginClientBuilder in(RetrievalPluginClientBuilder client) {
        return client.world(Clock.fixed(NOW, ZoneOffset.UTC), () -> 0.5, waits::add, () -> null);
    }
}

package dev.lectern.store.retrieval.plugin;

import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a client works; {@link RetrievalPluginClientBuilder} says what each means. Immutable.
 *
 * @param sslContext null for that of the JDK
 * @param random gives numbers from 0 to below 1, for the jitter
 */
record ClientSettings(
        PluginEndpoint endpoint,
        BearerToken token,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration totalTimeout,
        int maxRetries,
        int maxResponseBytes,
        int batchDocuments,
        int batchBytes,
        int parallelism,
        UnknownSource unknownSource,
        @Nullable SSLContext sslContext,
        Clock clock,
        DoubleSupplier random,
        Sleeper sleeper) {

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }
}

package dev.lectern.readers.web.http;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections and the threads that wait on them: a socket does not heed interruption, so whoever asks waits for the thread instead.
 *
 * <p>Safe for concurrent use. Callers keep to the client's concurrency, which bounds threads, connections and the queue.
 */
final class Transport implements AutoCloseable {

    private static final Timeout IDLE = Timeout.ofSeconds(30);

    /** As large as real headers get; a server that sends more is broken or hostile. */
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(32 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private final CloseableHttpClient client;
    private final ThreadPoolExecutor threads;

    Transport(WebClientOptions options, AddressGuard guard) {
        this.client = client(options, connections(options, guard));
        this.threads = new ThreadPoolExecutor(
                options.concurrency,
                options.concurrency,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new ThreadFactoryBuilder()
                        .setNameFormat("lectern-web-%d")
                        .setDaemon(true)
                        .build());
        threads.allowCoreThreadTimeOut(true);
    }

    private static PoolingHttpClientConnectionManager connections(WebClientOptions options, AddressGuard guard) {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEADS)
                        .build())
                .setDnsResolver(guard)
                .setMaxConnTotal(options.concurrency)
                .setMaxConnPerRoute(Math.min(options.concurrency, options.concurrencyPerHost))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(options.connectTimeout))
                        .setSocketTimeout(Timeout.of(options.readTimeout))
                        .setIdleTimeout(IDLE)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build());
        if (options.sslContext != null) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(options.sslContext));
        }
        return builder.build();
    }

    private static CloseableHttpClient client(
            WebClientOptions options, PoolingHttpClientConnectionManager connections) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setUserAgent(options.userAgent)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.of(options.readTimeout))
                        .setConnectionRequestTimeout(Timeout.of(options.timeout))
                        .setProtocolUpgradeEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                // Each of these the client does itself, since limits and the guard must see every step.
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableAuthCaching();
        if (options.cookies) {
            builder.setDefaultCookieStore(new BasicCookieStore());
        } else {
            builder.disableCookieManagement();
        }
        if (options.proxy != null) {
            builder.setProxy(options.proxy);
        }
        return builder.build();
    }

    /**
     * Starts an exchange.
     *
     * @param after runs when the exchange is over, whatever its end
     */
    CompletableFuture<Exchange.Raw> start(Exchange exchange, Runnable after) {
        Job job = new Job(exchange, after);
        try {
            threads.execute(job);
        } catch (RejectedExecutionException closed) {
            job.giveUp();
        }
        return job.answer;
    }

    private final class Job implements Runnable {
        private final CompletableFuture<Exchange.Raw> answer = new CompletableFuture<>();
        private final Exchange exchange;
        private final Runnable after;

        Job(Exchange exchange, Runnable after) {
            this.exchange = exchange;
            this.after = after;
        }

        @Override
        public void run() {
            try {
                answer.complete(exchange.run(client));
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            } catch (Error e) {
                answer.completeExceptionally(e);
                throw e;
            } finally {
                after.run();
            }
        }

        void giveUp() {
            answer.completeExceptionally(new IOException("the client is closed"));
            after.run();
        }
    }

    /** Breaks off what is under way and gives up what waits for a thread: whoever asked for it hears of it at once. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(job -> ((Job) job).giveUp());
        client.close(CloseMode.IMMEDIATE);
    }
}

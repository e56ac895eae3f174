package dev.lectern.store.retrieval.plugin;

import dev.lectern.failure.Backoff;
import dev.lectern.store.retrieval.plugin.RetrievalPluginException.Fault;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests within limits of time and size, and again where that can help and do no harm. Thread-safe. */
final class PluginTransport {

    private static final Logger log = LoggerFactory.getLogger(PluginTransport.class);

    /** Too much to do, or a server behind another one that did not answer; a plain 500 is not among them, since it comes again. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private final ClientSettings settings;
    private final Backoff backoff;
    private final HttpClient http;

    PluginTransport(ClientSettings settings) {
        this.settings = settings;
        this.backoff = new Backoff(settings.random());
        // A redirect would hand the token to another address.
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        if (settings.sslContext() != null) {
            client.sslContext(settings.sslContext());
        }
        this.http = client.build();
    }

    /**
     * Sends a call and returns its answer of status 2xx.
     *
     * @throws RetrievalPluginException if there is none
     */
    PluginAnswer exchange(PluginCall call) {
        long deadline = System.nanoTime() + settings.totalTimeout().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(call, attempt, deadline);
            } catch (RetrievalPluginException failure) {
                if (attempt > settings.maxRetries() || !mayRepeat(call, failure)) {
                    throw failure;
                }
                Duration wait = backoff.before(attempt, failure.retryAfter());
                if (wait.compareTo(remaining(deadline)) >= 0) {
                    throw failure;
                }
                log.debug("{} waits {} ms after attempt {}: {}", call, wait.toMillis(), attempt, failure.fault());
                sleep(call, wait);
            }
        }
    }

    /** A call that changes more when sent twice is repeated only if the server did not see it. */
    private static boolean mayRepeat(PluginCall call, RetrievalPluginException failure) {
        if (failure.fault() == Fault.UNREACHABLE) {
            return failure.isRetryable();
        }
        boolean passing = failure.fault() == Fault.BROKEN_OFF
                || PASSING.contains(failure.status().orElse(0));
        return passing && call.idempotent();
    }

    private PluginAnswer attempt(PluginCall call, int attempt, long deadline) {
        Optional<String> token = settings.token().current();
        PluginErrors errors = new PluginErrors(call, settings, token);
        Duration left = remaining(deadline);
        boolean lastOfTotal = left.compareTo(settings.requestTimeout()) < 0;
        Duration limit = lastOfTotal ? left : settings.requestTimeout();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> future = http.sendAsync(
                request(call, token), LimitedBody.handler(settings.maxResponseBytes(), ErrorBody.MAX_BYTES));
        HttpResponse<byte[]> answer;
        try {
            answer = future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw errors.timeout(lastOfTotal ? settings.totalTimeout() : limit, lastOfTotal, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        } catch (ExecutionException e) {
            throw failed(errors, e.getCause() == null ? e : e.getCause());
        }
        log.debug(
                "{} answered {} in {} ms, attempt {}",
                call,
                answer.statusCode(),
                (System.nanoTime() - start) / 1_000_000,
                attempt);
        if (answer.statusCode() / 100 != 2) {
            throw errors.status(answer);
        }
        return new PluginAnswer(answer, errors);
    }

    private HttpRequest request(PluginCall call, Optional<String> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint().resolve(call.path()))
                // Over plain http an upgrade to HTTP/2 would need a header that some servers stumble over.
                .version(settings.endpoint().isSecure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("Content-Type", call.contentType())
                .header("Accept", "application/json")
                .method(call.method(), call.body().get());
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request.build();
    }

    private static RetrievalPluginException failed(PluginErrors errors, Throwable cause) {
        if (cause instanceof LimitedBody.TooLargeException) {
            return errors.tooLarge(cause);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return errors.noConnectionInTime(cause);
        } else if (cause instanceof ConnectException) {
            return errors.unreachable(cause);
        } else if (cause instanceof SSLException) {
            return errors.notSecured(cause);
        }
        return errors.brokenOff(cause);
    }

    private void sleep(PluginCall call, Duration wait) {
        try {
            settings.sleeper().sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginErrors(call, settings, Optional.empty()).interrupted(e);
        }
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}

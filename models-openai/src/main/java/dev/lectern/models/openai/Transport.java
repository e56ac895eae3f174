package dev.lectern.models.openai;

import dev.lectern.failure.Backoff;
import dev.lectern.models.openai.ServiceFault.Kind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests within limits of time, size and rate, and again where that can help. Thread-safe. */
final class Transport {

    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private final EndpointSettings settings;
    private final RateLimiter limiter;
    private final Backoff backoff;
    private final HttpClient http;

    /** Reads the body of an answer of status 2xx, on the thread of the caller. */
    @FunctionalInterface
    interface AnswerReader<T> {
        T read(Answer answer) throws CallFailure, InterruptedException;
    }

    Transport(EndpointSettings settings, RateLimiter limiter) {
        this.settings = settings;
        this.limiter = limiter;
        this.backoff = new Backoff(settings.world().random());
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                // A redirect would carry key and texts to somebody else.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Sends a request, waiting and repeating as the limits allow.
     *
     * @throws CallFailure if it came to nothing; the thread stays interrupted if it was
     */
    <T> T exchange(Call call, Stop stop, AnswerReader<T> reader) throws CallFailure {
        long deadline = settings.world().nanoTime().getAsLong()
                + settings.totalTimeout().toNanos();
        try {
            for (int attempt = 1; ; attempt++) {
                limiter.acquire(call.tokens(), deadline, stop);
                try {
                    return attempt(call, stop, reader, deadline);
                } catch (CallFailure failure) {
                    if (!failure.mayHaveCost()) {
                        limiter.settle(call.tokens(), 0);
                    }
                    failure.fault().retryAfter().ifPresent(limiter::pause);
                    if (attempt > settings.maxRetries() || !failure.mayRepeat()) {
                        throw failure;
                    }
                    await(call, failure, attempt, deadline, stop);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallErrors(settings, Optional.empty()).interrupted(e);
        }
    }

    private void await(Call call, CallFailure failure, int attempt, long deadline, Stop stop)
            throws CallFailure, InterruptedException {
        Duration wait = backoff.before(attempt, failure.fault().retryAfter());
        boolean worth =
                failure.fault().retryAfter().map(limiter::isWorthWaiting).orElse(true);
        if (!worth || wait.compareTo(settings.world().until(deadline)) >= 0) {
            throw failure;
        }
        log.debug(
                "{} waits {} ms after attempt {}: {}",
                call,
                wait.toMillis(),
                attempt,
                failure.fault().kind());
        if (settings.world().sleeper().sleep(wait, stop)) {
            throw CallFailure.of(Kind.CANCELLED, "the call was taken back while it waited to be sent again.");
        }
    }

    private <T> T attempt(Call call, Stop stop, AnswerReader<T> reader, long deadline)
            throws CallFailure, InterruptedException {
        Optional<String> key = settings.key().current();
        CallErrors errors = new CallErrors(settings, key);
        long start = settings.world().nanoTime().getAsLong();
        // Differences, since the count of nanoseconds may pass from the largest number to the smallest.
        long limit = Math.min(settings.requestTimeout().toNanos(), deadline - start);
        ChunkBody body = new ChunkBody();
        CompletableFuture<HttpResponse<ChunkBody>> future = http.sendAsync(request(call, key), head -> body);
        stop.onStop(() -> future.cancel(true));
        try {
            HttpResponse<ChunkBody> response = future.get(limit, TimeUnit.NANOSECONDS);
            stop.onStop(response.body()::close);
            Answer answer = new Answer(response, errors, settings, start + limit, deadline);
            T read = read(answer, reader);
            long millis = (settings.world().nanoTime().getAsLong() - start) / 1_000_000;
            log.debug("{} answered {} in {} ms", call, answer.status(), millis);
            return read;
        } catch (TimeoutException e) {
            throw errors.timeout(false, e);
        } catch (CancellationException e) {
            throw errors.takenBack();
        } catch (ExecutionException e) {
            throw stop.isStopped() ? errors.takenBack() : errors.failed(e.getCause() == null ? e : e.getCause());
        } catch (CallFailure e) {
            throw stop.isStopped() && e.fault().kind() == Kind.BROKEN_OFF ? stopped(errors, e) : e;
        } finally {
            stop.onStop(null);
            future.cancel(true);
            body.close();
        }
    }

    private static CallFailure stopped(CallErrors errors, CallFailure broken) {
        CallFailure stopped = errors.takenBack();
        return broken.partialText().isEmpty() ? stopped : stopped.after(broken.partialText());
    }

    private <T> T read(Answer answer, AnswerReader<T> reader) throws CallFailure, InterruptedException {
        if (answer.status() / 100 != 2) {
            throw answer.errors().status(answer.status(), answer.headers(), answer.excerpt());
        }
        RateHeaders.untilReset(answer.headers()).ifPresent(limiter::pause);
        return reader.read(answer);
    }

    private HttpRequest request(Call call, Optional<String> key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.address().resolve(call.operation(), call.model()))
                // Over plain http an upgrade to HTTP/2 would need a header that some servers stumble over.
                .version(settings.address().isSecure() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .header("Accept", call.streams() ? "text/event-stream" : "application/json")
                .POST(BodyPublishers.ofByteArray(call.body()));
        settings.headers().forEach(request::header);
        key.ifPresent(value -> {
            if (settings.address().isAzure()) {
                request.header("api-key", value);
            } else {
                request.header("Authorization", "Bearer " + value);
            }
        });
        return request.build();
    }
}

package dev.lectern.readers.web.http;

import dev.lectern.failure.RetryAfter;
import dev.lectern.readers.web.http.WebRequest.Freshness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pages politely and within limits; all readers of the web stand on it.
 *
 * <pre>{@code
 * try (WebClient client = WebClient.of(WebClientOptions.builder().delay(Duration.ofSeconds(1)).build())) {
 *     WebAnswer page = client.get(WebRequest.of("https://example.org/tides"));
 * }
 * }</pre>
 *
 * <p>So many requests at a time, overall and for each host, with a pause between two to the same host. A failure that may pass (no
 * connection, a broken one, a time-out, 408, 425, 429, 500, 502, 503, 504) is tried again after the time the server asks for in
 * {@code Retry-After}, which holds for all requests to that host, else after a random time whose limit doubles. Redirects are followed within a
 * limit and recorded. Gzip, deflate and brotli are undone; a body is broken off as soon as it passes the limit, as sent or decompressed.
 *
 * <p>Only http and https. Addresses that are not public are refused unless allowed, at each redirect anew; what was checked is what is
 * connected to. HTTP/1.1 only.
 *
 * <p>With a cache a server is asked whether a page has changed, by ETag and date, and sends it only then.
 *
 * <p>Interruption ends a wait or an exchange at once, with the flag set again. Thread-safety: safe for concurrent use; limits hold over
 * all users of one client. Whoever makes a client closes it.
 */
public final class WebClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebClient.class);

    private static final long MIB = 1024 * 1024;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final WebClientOptions options;
    private final AddressGuard guard;
    private final HostGates gates;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final Transport transport;
    private final @Nullable PageCache cache;
    private final AtomicBoolean closed = new AtomicBoolean();

    WebClient(WebClientOptions options, AddressGuard.Names names, Waits waits) {
        this.options = Objects.requireNonNull(options, "options");
        this.guard = new AddressGuard(names, options.allowPrivateAddresses, options.allowed);
        this.gates = new HostGates(options.concurrency, options.concurrencyPerHost, waits);
        this.transport = new Transport(options, options.proxy == null ? guard : unguarded(names));
        this.cache = options.cache == null
                ? null
                : new PageCache(
                        options.cache, new TreeMap<>(options.headers) + options.userAgent, options.cacheMaxMib * MIB);
    }

    /** A proxy is the only host that is connected to then; it was chosen by who made the options. */
    private static AddressGuard unguarded(AddressGuard.Names names) {
        return new AddressGuard(names, true, new AllowedAddresses(List.of()));
    }

    /** Makes a client with defaults. */
    public static WebClient create() {
        return of(WebClientOptions.defaults());
    }

    /** Makes a client. */
    public static WebClient of(WebClientOptions options) {
        return new WebClient(options, InetAddress::getAllByName, Waits.real());
    }

    /** Returns how this client fetches. */
    public WebClientOptions options() {
        return options;
    }

    /**
     * Fetches an address.
     *
     * @throws WebException if there is no answer of status 2xx of a wanted type within the limits (message has the status or the reason)
     * @throws IllegalStateException if the client is closed
     */
    public WebAnswer get(WebRequest request) {
        return get(request, to -> {});
    }

    /**
     * Fetches an address, and has somebody look at each redirect.
     *
     * @param redirected called with each address that a redirect leads to before it is asked, on this thread; what it throws ends the
     *     request and passes on unchanged
     * @throws WebException as {@link #get(WebRequest)}
     * @throws IllegalStateException if the client is closed
     */
    public WebAnswer get(WebRequest request, Consumer<URI> redirected) {
        if (closed.get()) {
            throw new IllegalStateException("the client is closed");
        }
        String source = request.address();
        for (int attempt = 1; ; attempt++) {
            Way way = new Way(parse(source));
            try {
                return follow(request, way, redirected);
            } catch (WebException e) {
                if (closed.get()) {
                    throw WebException.lasting(source, "the client was closed before there was an answer.", e);
                }
                if (!e.isRetryable()
                        || attempt > options.maxRetries
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                Duration wait = backoff.after(attempt, e.retryAfter());
                if (e.retryAfter().isPresent() && e.retryAfter().get().compareTo(options.maxRetryWait) > 0) {
                    throw e;
                }
                log.debug("asks {} again in {}: {}", source, wait, e.reason());
                gates.hold(way.uri, wait);
            }
        }
    }

    /** Where a request has come to. */
    private static final class Way {
        private final List<URI> before = new ArrayList<>();
        private URI uri;

        Way(URI start) {
            uri = start;
        }

        URI start() {
            return before.isEmpty() ? uri : before.get(0);
        }

        void to(URI next) {
            before.add(uri);
            uri = next;
        }
    }

    private WebAnswer follow(WebRequest request, Way way, Consumer<URI> redirected) {
        String source = request.address();
        long[] budget = {options.timeout.toNanos()};
        while (way.before.size() <= options.maxRedirects) {
            Optional<WebAnswer> cached = cache == null ? Optional.empty() : cache.find(way.uri);
            if (cached.isPresent() && request.freshness() == Freshness.AS_CACHED) {
                return cached.get().at(way.uri, way.before);
            }
            Exchange.Raw answer = send(request, way, cached, budget);
            if (answer.status() == 304 && cached.isPresent()) {
                return cached.get().at(way.uri, way.before);
            }
            if (!REDIRECTS.contains(answer.status())) {
                return success(source, way, answer);
            }
            way.to(target(source, way.uri, answer.first("location")));
            redirected.accept(way.uri);
        }
        throw WebException.lasting(
                source,
                "more than " + options.maxRedirects + " redirects, the last to " + way.uri
                        + ". Raise maxRedirects (option max-redirects) if they do not go round in a circle.",
                null);
    }

    private static URI parse(String source) {
        try {
            return WebAddress.parse(source);
        } catch (IllegalArgumentException e) {
            throw WebException.lasting(source, e.getMessage() + ". Give an address such as https://example.org/.", e);
        }
    }

    private static URI target(String source, URI from, String location) {
        String reason = "there is no address";
        try {
            if (!location.isBlank()) {
                return WebAddress.resolve(from, location);
            }
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        }
        throw WebException.lasting(
                source,
                from + " redirects to \"" + location + "\": " + reason + ". Give the address of the page itself.",
                null);
    }

    private WebAnswer success(String source, Way way, Exchange.Raw raw) {
        if (raw.status() / 100 != 2) {
            throw Failures.ofStatus(source, way.uri, raw, RetryAfter.parse(raw.first("retry-after"), Instant.now()));
        }
        WebAnswer answer = new WebAnswer(way.uri, List.of(), raw.headers(), raw.body(), WebAnswer.Origin.SERVER);
        if (cache != null && raw.status() == 200) {
            try {
                cache.keep(answer);
            } catch (IOException e) {
                throw WebException.lasting(
                        source,
                        "the cache cannot be written (" + e + "). Free space, or choose another folder (option cache).",
                        e);
            }
        }
        return answer.at(way.uri, way.before);
    }

    private Exchange.Raw send(WebRequest request, Way way, Optional<WebAnswer> cached, long[] budget) {
        String source = request.address();
        checkBehindProxy(source, way.uri);
        Exchange exchange = new Exchange(
                way.uri,
                headers(way, cached),
                request.mediaTypes(),
                request.maxBytes() > 0 ? request.maxBytes() : options.maxBytes);
        Duration delay = request.delay().compareTo(options.delay) > 0 ? request.delay() : options.delay;
        try {
            Runnable leave = gates.enter(way.uri, delay);
            long start = System.nanoTime();
            try {
                CompletableFuture<Exchange.Raw> answer = transport.start(exchange, leave);
                return answer.get(Math.max(0, budget[0]), TimeUnit.NANOSECONDS);
            } finally {
                budget[0] -= System.nanoTime() - start;
            }
        } catch (TimeoutException e) {
            exchange.breakOff();
            throw WebException.passing(
                    source,
                    "no whole answer within " + options.timeout
                            + ". Try again later, or raise timeout (option timeout).",
                    e);
        } catch (InterruptedException e) {
            exchange.breakOff();
            Thread.currentThread().interrupt();
            throw WebException.passing(source, "the thread was interrupted.", e);
        } catch (ExecutionException e) {
            throw Failures.of(source, e.getCause() == null ? e : e.getCause());
        }
    }

    /** A proxy resolves names itself; what can be known about them here is looked at before it is asked. */
    private void checkBehindProxy(String source, URI uri) {
        if (options.proxy == null) {
            return;
        }
        try {
            guard.resolve(uri.getHost());
        } catch (AddressGuard.ForbiddenException e) {
            throw Failures.of(source, e);
        } catch (UnknownHostException onlyTheProxyKnows) {
            log.debug("{} is not known here", uri.getHost());
        }
    }

    private Map<String, String> headers(Way way, Optional<WebAnswer> cached) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean atHome = way.uri.getScheme().equals(way.start().getScheme())
                && way.uri.getRawAuthority().equals(way.start().getRawAuthority());
        if (atHome) {
            headers.putAll(options.headers);
        }
        cached.flatMap(answer -> answer.header("etag")).ifPresent(tag -> headers.put("If-None-Match", tag));
        cached.flatMap(answer -> answer.header("last-modified"))
                .ifPresent(date -> headers.put("If-Modified-Since", date));
        return headers;
    }

    /** Ends all exchanges that are under way, with a failure, and closes connections and threads; closing twice does nothing more. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            transport.close();
        }
    }
}

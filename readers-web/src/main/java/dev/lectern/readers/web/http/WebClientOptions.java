package dev.lectern.readers.web.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link WebClient} fetches: its limits, how it names itself, and where it may go.
 *
 * <pre>{@code
 * WebClientOptions options = WebClientOptions.builder().delay(Duration.ofSeconds(1)).cache(Path.of("pages")).build();
 * }</pre>
 *
 * <p>Immutable. {@code toString} shows no values of headers, since they may be secrets.
 */
public final class WebClientOptions {

    /** Longer than TCP needs to repeat its first packet three times (1 + 2 + 4 s). */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A server that works on a page sends something sooner. */
    public static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

    /** Enough for {@link #MAX_BYTES} at 3 Mbit/s. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Real chains have one to three; the limit of the older HTTP specification was 5, that of browsers is 20. */
    public static final int MAX_REDIRECTS = 10;

    /** A hundred times a usual article page. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /** Outlives a restart of a server; more makes the end of a list of dead addresses late. */
    public static final int MAX_RETRIES = 2;

    /** Who asks for more wants us to come back another day. */
    public static final Duration MAX_RETRY_WAIT = Duration.ofMinutes(1);

    /** Keeps two processors busy with parsing. */
    public static final int CONCURRENCY = 8;

    /** What browsers took from a host at a time when servers were small. */
    public static final int CONCURRENCY_PER_HOST = 2;

    /** Some ten thousand usual pages, and little of any disk. */
    public static final int CACHE_MAX_MIB = 1024;

    /** How we name ourselves unless told otherwise. */
    public static final String USER_AGENT = "Lectern";

    /** The client makes these itself; a second one would confuse servers or smuggle requests past them. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-length",
            "host",
            "if-modified-since",
            "if-none-match",
            "transfer-encoding",
            "user-agent");

    final Duration connectTimeout;
    final Duration readTimeout;
    final Duration timeout;
    final int maxRedirects;
    final int maxBytes;
    final int maxRetries;
    final Duration maxRetryWait;
    final int concurrency;
    final int concurrencyPerHost;
    final Duration delay;
    final String userAgent;
    final Map<String, String> headers;
    final boolean cookies;
    final @Nullable HttpHost proxy;
    final @Nullable SSLContext sslContext;
    final boolean allowPrivateAddresses;
    final AllowedAddresses allowed;
    final @Nullable Path cache;
    final int cacheMaxMib;

    private WebClientOptions(Builder builder) {
        connectTimeout = positive("connectTimeout", builder.connectTimeout);
        readTimeout = positive("readTimeout", builder.readTimeout);
        timeout = positive("timeout", builder.timeout);
        maxRedirects = atLeast(0, "maxRedirects", builder.maxRedirects);
        maxBytes = atLeast(1, "maxBytes", builder.maxBytes);
        maxRetries = atLeast(0, "maxRetries", builder.maxRetries);
        maxRetryWait = notNegative("maxRetryWait", builder.maxRetryWait);
        concurrency = atLeast(1, "concurrency", builder.concurrency);
        concurrencyPerHost = atLeast(1, "concurrencyPerHost", builder.concurrencyPerHost);
        delay = notNegative("delay", builder.delay);
        userAgent = builder.userAgent;
        requireAscii("userAgent", userAgent);
        headers = Map.copyOf(builder.headers);
        cookies = builder.cookies;
        proxy = builder.proxy.isBlank() ? null : proxy(builder.proxy.strip());
        sslContext = builder.sslContext;
        allowPrivateAddresses = builder.allowPrivateAddresses;
        allowed = new AllowedAddresses(builder.allowed);
        cache = builder.cache;
        cacheMaxMib = atLeast(1, "cacheMaxMib", builder.cacheMaxMib);
    }

    /** Returns the defaults of {@link Builder}. */
    public static WebClientOptions defaults() {
        return builder().build();
    }

    /** Starts options with defaults. */
    public static Builder builder() {
        return new Builder();
    }

    private static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, got: " + value);
        }
        return value;
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must be 0 or more, got: " + value);
        }
        return value;
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, got: " + value);
        }
        return value;
    }

    private static void requireAscii(String name, String value) {
        if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(name + " must be printable ASCII, got: \"" + value + "\"");
        }
    }

    private static HttpHost proxy(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port < 65_536 && text.indexOf('/') < 0 && text.indexOf('@') < 0) {
                return new HttpHost("http", text.substring(0, colon), port);
            }
        } catch (NumberFormatException notAPort) {
            throw refusedProxy(text);
        }
        throw refusedProxy(text);
    }

    private static IllegalArgumentException refusedProxy(String text) {
        return new IllegalArgumentException(
                "proxy must be host:port without user or scheme, got: \"" + text.replaceFirst(".*@", "...@") + "\"");
    }

    /** Returns who may be asked and how much is taken, without values of headers. */
    @Override
    public String toString() {
        return "WebClientOptions[timeout " + timeout + ", maxBytes " + maxBytes + ", concurrency " + concurrency
                + ", headers " + headers.keySet().stream().sorted().toList() + "]";
    }

    /** Returns how the client names itself to servers. */
    public String userAgent() {
        return userAgent;
    }

    /** Returns how many requests run at a time. */
    public int concurrency() {
        return concurrency;
    }

    /** Returns the folder of the cache, where there is one. */
    public Optional<Path> cache() {
        return Optional.ofNullable(cache);
    }

    /** Collects options; one thread at a time. */
    public static final class Builder {

        private Duration connectTimeout = CONNECT_TIMEOUT;
        private Duration readTimeout = READ_TIMEOUT;
        private Duration timeout = TIMEOUT;
        private int maxRedirects = MAX_REDIRECTS;
        private int maxBytes = MAX_BYTES;
        private int maxRetries = MAX_RETRIES;
        private Duration maxRetryWait = MAX_RETRY_WAIT;
        private int concurrency = CONCURRENCY;
        private int concurrencyPerHost = CONCURRENCY_PER_HOST;
        private Duration delay = Duration.ZERO;
        private String userAgent = USER_AGENT;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private boolean cookies;
        private String proxy = "";
        private @Nullable SSLContext sslContext;
        private boolean allowPrivateAddresses;
        private List<String> allowed = List.of();
        private @Nullable Path cache;
        private int cacheMaxMib = CACHE_MAX_MIB;

        private Builder() {}

        /** Sets how long a connection may take to open, positive; 10 seconds unless set. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = Objects.requireNonNull(value, "connectTimeout");
            return this;
        }

        /** Sets how long a server may be silent, positive; 20 seconds unless set. */
        public Builder readTimeout(Duration value) {
            readTimeout = Objects.requireNonNull(value, "readTimeout");
            return this;
        }

        /**
         * Sets how long one attempt may take from name resolution to the last byte, redirects included, waiting for a turn not; positive;
         * 30 seconds unless set.
         */
        public Builder timeout(Duration value) {
            timeout = Objects.requireNonNull(value, "timeout");
            return this;
        }

        /** Sets how many redirects are followed, 0 or more; 10 unless set. */
        public Builder maxRedirects(int value) {
            maxRedirects = value;
            return this;
        }

        /** Sets the largest body that is taken, as sent and after decompression, in bytes, 1 or more; 10 MiB unless set. */
        public Builder maxBytes(int value) {
            maxBytes = value;
            return this;
        }

        /** Sets how often a page is asked for again after a failure that may pass, 0 or more; 2 unless set. */
        public Builder maxRetries(int value) {
            maxRetries = value;
            return this;
        }

        /** Sets the longest wait before a repetition, 0 or more; a server that asks for more is given up; a minute unless set. */
        public Builder maxRetryWait(Duration value) {
            maxRetryWait = Objects.requireNonNull(value, "maxRetryWait");
            return this;
        }

        /** Sets how many requests run at a time, 1 or more; 8 unless set. */
        public Builder concurrency(int value) {
            concurrency = value;
            return this;
        }

        /** Sets how many requests to one host run at a time, 1 or more; 2 unless set. */
        public Builder concurrencyPerHost(int value) {
            concurrencyPerHost = value;
            return this;
        }

        /** Sets the least time between the starts of two requests to one host, 0 or more; 0 unless set. */
        public Builder delay(Duration value) {
            delay = Objects.requireNonNull(value, "delay");
            return this;
        }

        /** Sets how the client names itself to servers, printable ASCII; "Lectern" unless set. */
        public Builder userAgent(String value) {
            userAgent = Objects.requireNonNull(value, "userAgent");
            return this;
        }

        /**
         * Adds a header to all requests. It is not sent on to another host or scheme by a redirect.
         *
         * @throws IllegalArgumentException if the client makes this header itself, or name or value are no header's
         */
        public Builder header(String name, String value) {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "header must be a name that the client does not make itself, got: \"" + name + "\"");
            }
            if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("value of header " + name + " must be printable ASCII");
            }
            headers.put(name, value);
            return this;
        }

        /** Sets whether cookies are kept in memory and sent back; false unless set. */
        public Builder cookies(boolean value) {
            cookies = value;
            return this;
        }

        /**
         * Sets a proxy as {@code host:port}; none unless set. The proxy may have any address. It resolves names itself; those that can be
         * resolved here are checked here too.
         */
        public Builder proxy(String value) {
            proxy = Objects.requireNonNull(value, "proxy");
            return this;
        }

        /**
         * Sets whose certificates are trusted, and which certificate the client shows; unless set as Java is told to, by {@code
         * javax.net.ssl.trustStore} for one. A certificate must have the name of the host in any case.
         */
        public Builder sslContext(SSLContext value) {
            sslContext = Objects.requireNonNull(value, "sslContext");
            return this;
        }

        /**
         * Sets whether addresses may be read that are not public: of this machine, of its network, of cloud metadata services; false
         * unless set. Leave it so where others choose the sources.
         */
        public Builder allowPrivateAddresses(boolean value) {
            allowPrivateAddresses = value;
            return this;
        }

        /**
         * Sets what may be read although it is not public: hosts, {@code *.domain}, addresses, networks such as {@code 10.0.0.0/8};
         * nothing unless set.
         */
        public Builder allowedAddresses(List<String> value) {
            allowed = List.copyOf(value);
            return this;
        }

        /**
         * Sets the folder in which answers are kept, so that a server is only asked whether they have changed; made when it is missing; no
         * cache unless set. Clients and processes may share it.
         */
        public Builder cache(Path folder) {
            cache = Objects.requireNonNull(folder, "cache");
            return this;
        }

        /**
         * Sets how much the cache may hold, in MiB, 1 or more; 1024 unless set. When it holds more, what was not used for the longest time is
         * deleted.
         */
        public Builder cacheMaxMib(int value) {
            cacheMaxMib = value;
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws IllegalArgumentException if an option is out of its range (message has the value)
         */
        public WebClientOptions build() {
            return new WebClientOptions(this);
        }
    }
}

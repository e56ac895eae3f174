package dev.lectern.store.retrieval.plugin;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects the options of a {@link RetrievalPluginClient}; one thread at a time. */
public final class RetrievalPluginClientBuilder {

    /** A server that takes longer to accept a connection is not there. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A batch is embedded within its request: 50 documents of some pages by a hosted model take up to a minute. */
    static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

    /** Two whole requests, with waits between them. */
    static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(5);

    /** With the random waits, about eight seconds in which a server may start again. */
    static final int MAX_RETRIES = 5;

    /** Hundreds of texts with vectors. */
    static final int MAX_RESPONSE_BYTES = 16 << 20;

    /** As the original's own scripts. */
    static final int BATCH_DOCUMENTS = 50;

    /** About 2500 pieces, so some twenty calls of a hosted embedding model: below the request time-out. */
    static final int BATCH_BYTES = 2 << 20;

    /** One request is on its way while the server works at another; the original does not work at more. */
    static final int PARALLELISM = 2;

    private final PluginEndpoint endpoint;
    private @Nullable BearerToken token;
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private Duration requestTimeout = REQUEST_TIMEOUT;
    private Duration totalTimeout = TOTAL_TIMEOUT;
    private int maxRetries = MAX_RETRIES;
    private int maxResponseBytes = MAX_RESPONSE_BYTES;
    private int batchDocuments = BATCH_DOCUMENTS;
    private int batchBytes = BATCH_BYTES;
    private int parallelism = PARALLELISM;
    private UnknownSource unknownSource = ExportOptions.defaults().unknownSource();
    private @Nullable SSLContext sslContext;
    private Clock clock = Clock.systemUTC();
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    private ClientSettings.Sleeper sleeper = time -> TimeUnit.MILLISECONDS.sleep(time.toMillis());
    private Supplier<@Nullable String> environment = () -> System.getenv(BearerToken.VARIABLE);

    RetrievalPluginClientBuilder(PluginEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Sets where the token comes from; asked at each request, from any thread. Unless set, the variable {@code BEARER_TOKEN} of the
     * environment.
     *
     * @throws IllegalArgumentException if a token was set already, or that there is none
     */
    public RetrievalPluginClientBuilder token(Supplier<String> supplier) {
        return setToken(BearerToken.from(supplier));
    }

    /**
     * Says that the server wants no token.
     *
     * @throws IllegalArgumentException if a token was set already
     */
    public RetrievalPluginClientBuilder withoutToken() {
        return setToken(BearerToken.NONE);
    }

    private RetrievalPluginClientBuilder setToken(BearerToken changed) {
        if (token != null) {
            throw new IllegalArgumentException("token and withoutToken must be set once, got: both or twice");
        }
        this.token = changed;
        return this;
    }

    /** Sets how long a connection may take to come about; 10 seconds unless set. */
    public RetrievalPluginClientBuilder connectTimeout(Duration changed) {
        this.connectTimeout = requirePositive("connectTimeout", changed);
        return this;
    }

    /** Sets how long one request may take, until the last byte of its answer; 2 minutes unless set. */
    public RetrievalPluginClientBuilder requestTimeout(Duration changed) {
        this.requestTimeout = requirePositive("requestTimeout", changed);
        return this;
    }

    /**
     * Sets how long a request may take together with its repetitions and the waits between them; 5 minutes unless set. An upsert of
     * many documents is several requests, each with this limit.
     */
    public RetrievalPluginClientBuilder totalTimeout(Duration changed) {
        this.totalTimeout = requirePositive("totalTimeout", changed);
        return this;
    }

    /** Sets how often a request is repeated at most, 0 or more; 5 unless set. */
    public RetrievalPluginClientBuilder maxRetries(int changed) {
        this.maxRetries = requireAtLeast("maxRetries", 0, changed);
        return this;
    }

    /** Sets the largest answer in bytes, 1 or more; 16 MiB unless set. */
    public RetrievalPluginClientBuilder maxResponseBytes(int changed) {
        this.maxResponseBytes = requireAtLeast("maxResponseBytes", 1, changed);
        return this;
    }

    /** Sets how many documents go in one request at most, 1 or more; 50 unless set. */
    public RetrievalPluginClientBuilder batchDocuments(int changed) {
        this.batchDocuments = requireAtLeast("batchDocuments", 1, changed);
        return this;
    }

    /**
     * Sets how many bytes a request of several documents has at most, 1 or more; 2 MiB unless set. A document that is larger goes alone,
     * since nothing is cut.
     */
    public RetrievalPluginClientBuilder batchBytes(int changed) {
        this.batchBytes = requireAtLeast("batchBytes", 1, changed);
        return this;
    }

    /** Sets how many requests of one upsert are under way at a time, 1 or more; 2 unless set. With 1 the calling thread sends them. */
    public RetrievalPluginClientBuilder parallelism(int changed) {
        this.parallelism = requireAtLeast("parallelism", 1, changed);
        return this;
    }

    /** Sets what happens to a {@code source} that the plugin does not know; left out and reported unless set. */
    public RetrievalPluginClientBuilder unknownSource(UnknownSource changed) {
        this.unknownSource = Objects.requireNonNull(changed, "unknownSource");
        return this;
    }

    /**
     * Sets whose certificates are trusted, and which certificate the client shows; unless set as Java is told to, by {@code
     * javax.net.ssl.trustStore} for one. The certificate must have the name of the endpoint in any case.
     */
    public RetrievalPluginClientBuilder sslContext(SSLContext changed) {
        this.sslContext = Objects.requireNonNull(changed, "sslContext");
        return this;
    }

    /** For tests: time, chance and environment of their own. */
    RetrievalPluginClientBuilder world(
            Clock changedClock,
            DoubleSupplier changedRandom,
            ClientSettings.Sleeper changedSleeper,
            Supplier<@Nullable String> changedEnvironment) {
        this.clock = changedClock;
        this.random = changedRandom;
        this.sleeper = changedSleeper;
        this.environment = changedEnvironment;
        return this;
    }

    /**
     * Returns the client; nothing is sent yet.
     *
     * @throws IllegalArgumentException if there is no token, neither given nor in the environment
     */
    public RetrievalPluginClient build() {
        return new RetrievalPluginClient(new ClientSettings(
                endpoint,
                token != null ? token : BearerToken.fromVariable(environment.get()),
                connectTimeout,
                requestTimeout,
                totalTimeout,
                maxRetries,
                maxResponseBytes,
                batchDocuments,
                batchBytes,
                parallelism,
                unknownSource,
                sslContext,
                clock,
                random,
                sleeper));
    }

    private static Duration requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be longer than 0, got: " + value);
        }
        return value;
    }

    private static int requireAtLeast(String name, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, got: " + value);
        }
        return value;
    }
}

package dev.lectern.models.openai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A service that speaks OpenAI's protocol: where it is, with which key, within which limits. Models made over one endpoint share its
 * limits of requests and tokens; so do models that are opened by name with the same address, key and limits.
 *
 * <pre>{@code
 * OpenAiEndpoint endpoint = OpenAiEndpoint.builder().baseUrl("http://localhost:11434/v1").build();
 * LanguageModel model = OpenAiLanguageModel.builder(endpoint, "qwen2.5:3b").build();
 * EmbeddingModel embeddings = OpenAiEmbeddingModel.builder(endpoint, "nomic-embed-text").build();
 * }</pre>
 *
 * <p>A call that meets a limit of rate waits for its turn, first come, first served. One that fails in passing (no connection, 408,
 * 409, 429, 5xx) is sent again after a wait with jitter, or after as long as the service asks for; quota, key and other refusals fail at
 * once. A request whose time ran out is not sent again: the service may still be working on it.
 *
 * <p>Redirects are not followed, and a key does not go over plain http to another machine unless that is allowed.
 *
 * <p>Thread-safety: safe for concurrent use. Nothing needs closing.
 */
public final class OpenAiEndpoint {

    private final EndpointSettings settings;
    private final RateLimiter limiter;
    private final Transport transport;

    private OpenAiEndpoint(Builder builder) {
        this.settings = builder.settings();
        this.limiter = builder.limiter(settings);
        this.transport = new Transport(settings, limiter);
    }

    /** Starts with OpenAI's own address and the key of the variable {@code OPENAI_API_KEY} of the environment. */
    public static Builder builder() {
        return new Builder();
    }

    Transport transport() {
        return transport;
    }

    RateLimiter limiter() {
        return limiter;
    }

    ServiceAddress address() {
        return settings.address();
    }

    /** Returns the address and whether there is a key. */
    @Override
    public String toString() {
        return "OpenAiEndpoint[" + settings.address() + ", " + settings.key() + "]";
    }

    /** Collects the options of an endpoint; one thread at a time. */
    public static final class Builder {

        /** Where OpenAI itself answers. */
        static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

        private String baseUrl = DEFAULT_BASE_URL;
        private @Nullable ApiKey key;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable String apiVersion;
        private @Nullable String deployment;
        private boolean keyOverPlainHttp;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofMinutes(5);
        private Duration idleTimeout = Duration.ofSeconds(60);
        private Duration totalTimeout = Duration.ofMinutes(10);
        private int maxRetries = 3;
        private int maxResponseBytes = 128 * 1024 * 1024;
        private int requestsPerMinute;
        private int tokensPerMinute;
        private int maxWaiting = 1_000;
        private Duration longestWait = Duration.ofMinutes(2);
        private boolean sharesLimits;
        private World world = World.real();
        private String keyVariable = ApiKey.VARIABLE;
        private Function<String, @Nullable String> environment = System::getenv;

        private Builder() {}

        /**
         * Sets where the service answers, up to what comes before {@code /chat/completions}; {@value #DEFAULT_BASE_URL} unless set.
         * Ollama: {@code http://localhost:11434/v1}, vLLM and llama.cpp: {@code http://localhost:8000/v1}; Azure: {@code
         * https://NAME.openai.azure.com}, with {@link #azure}.
         *
         * @throws IllegalArgumentException if it is no such address; the message does not repeat it
         */
        public Builder baseUrl(String changed) {
            ServiceAddress.parse(changed);
            this.baseUrl = changed;
            return this;
        }

        /**
         * Sets what gives the key, asked at each request; unless set, what the variable {@code OPENAI_API_KEY} holds when the endpoint
         * is built, or no key where it is not set and the service is neither OpenAI nor Azure.
         */
        public Builder apiKey(Supplier<String> changed) {
            this.key = ApiKey.from(changed);
            return this;
        }

        /** Says that the service wants no key; the environment is not asked. */
        public Builder withoutKey() {
            this.key = ApiKey.NONE;
            return this;
        }

        /** Allows the key to go over plain http to another machine, where whoever is between can read it. */
        public Builder allowKeyOverPlainHttp() {
            this.keyOverPlainHttp = true;
            return this;
        }

        /** Sets the organisation that is billed, for keys of several. */
        public Builder organisation(String id) {
            return header("OpenAI-Organization", id);
        }

        /** Sets the project that is billed, for keys of several. */
        public Builder project(String id) {
            return header("OpenAI-Project", id);
        }

        private Builder header(String name, String value) {
            if (value.isBlank() || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
                throw new IllegalArgumentException(
                        name + " must be visible ASCII without blanks, got: \"" + value + "\"");
            }
            headers.put(name, value);
            return this;
        }

        /**
         * Speaks to Azure: the deployment is part of the path, the version a parameter, and the key has a header of its own.
         *
         * @param version such as {@code 2024-10-21}
         * @param deploymentName the deployment of all calls; null where deployments are named as their models
         */
        public Builder azure(String version, @Nullable String deploymentName) {
            this.apiVersion = Objects.requireNonNull(version, "version");
            this.deployment = deploymentName;
            return this;
        }

        /** Sets how long a connection may take; 10 seconds unless set. */
        public Builder connectTimeout(Duration changed) {
            this.connectTimeout = positive("connectTimeout", changed);
            return this;
        }

        /**
         * Sets how long a request may take until its whole answer is there, or its first event where it streams; 5 minutes unless set,
         * since a model on a processor reads a long prompt for minutes.
         */
        public Builder requestTimeout(Duration changed) {
            this.requestTimeout = positive("requestTimeout", changed);
            return this;
        }

        /** Sets how long a stream may be silent once it has begun; 60 seconds unless set. */
        public Builder idleTimeout(Duration changed) {
            this.idleTimeout = positive("idleTimeout", changed);
            return this;
        }

        /** Sets how long a call may take with all its waits and repetitions; 10 minutes unless set. */
        public Builder totalTimeout(Duration changed) {
            this.totalTimeout = positive("totalTimeout", changed);
            return this;
        }

        /** Sets how often a request is sent again at most; 3 unless set. */
        public Builder maxRetries(int changed) {
            this.maxRetries = atLeast(0, "maxRetries", changed);
            return this;
        }

        /** Sets the size of an answer at most; 128 MiB unless set: 2,048 vectors of 3,072 dimensions as decimals have about 80. */
        public Builder maxResponseBytes(int changed) {
            this.maxResponseBytes = atLeast(1, "maxResponseBytes", changed);
            return this;
        }

        /** Sets how many requests may be sent in a minute by all models of this endpoint; 0, the default, is no limit of ours. */
        public Builder requestsPerMinute(int changed) {
            this.requestsPerMinute = atLeast(0, "requestsPerMinute", changed);
            return this;
        }

        /**
         * Sets how many tokens, in and out, may be used in a minute by all models of this endpoint; 0, the default, is no limit of ours.
         */
        public Builder tokensPerMinute(int changed) {
            this.tokensPerMinute = atLeast(0, "tokensPerMinute", changed);
            return this;
        }

        /** Sets how many calls may wait for their turn; one more fails at once. 1,000 unless set. */
        public Builder maxWaiting(int changed) {
            this.maxWaiting = atLeast(0, "maxWaiting", changed);
            return this;
        }

        /**
         * Sets how long a service may ask a call to wait; 2 minutes unless set. A call that is asked for more fails at once, and so do those after it, until
         * this time has passed and the service is asked again.
         */
        public Builder longestWait(Duration changed) {
            this.longestWait = positive("longestWait", changed);
            return this;
        }

        /** Has the endpoint share its limits with all others that have the same address, key, organisation, project and limits. */
        Builder sharingLimits() {
            this.sharesLimits = true;
            return this;
        }

        /** Sets the variable of the environment that holds the key, where {@link #apiKey} gives none. */
        Builder keyVariable(String name, Function<String, @Nullable String> changed) {
            this.keyVariable = name;
            this.environment = changed;
            return this;
        }

        Builder world(World changed) {
            this.world = changed;
            return this;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be longer than 0, got: " + value);
            }
            return value;
        }

        private static int atLeast(int least, String name, int value) {
            if (value < least) {
                throw new IllegalArgumentException(name + " must be " + least + " or more, got: " + value);
            }
            return value;
        }

        /**
         * Returns the endpoint; nothing is sent.
         *
         * @throws IllegalArgumentException if OpenAI or Azure answers there and there is no key, or the key would go over plain http
         */
        public OpenAiEndpoint build() {
            return new OpenAiEndpoint(this);
        }

        private RateLimiter limiter(EndpointSettings settings) {
            Supplier<RateLimiter> made = () ->
                    new RateLimiter(requestsPerMinute, tokensPerMinute, maxWaiting, longestWait, settings.world());
            return sharesLimits
                    ? SharedLimits.of(
                            new SharedLimits.Account(
                                    settings.address(),
                                    settings.key().current(),
                                    settings.headers(),
                                    requestsPerMinute,
                                    tokensPerMinute,
                                    maxWaiting,
                                    longestWait),
                            made)
                    : made.get();
        }

        private EndpointSettings settings() {
            ServiceAddress address = ServiceAddress.parse(baseUrl);
            if (apiVersion != null) {
                address = address.azure(apiVersion, deployment);
            }
            ApiKey chosen = key != null ? key : fromEnvironment(address);
            if (!chosen.isNone() && !address.isSecure() && !address.isLoopback() && !keyOverPlainHttp) {
                throw new IllegalArgumentException(
                        "baseUrl must be https where a key goes to another machine, got: http to "
                                + address.base().getHost()
                                + "; allow it with allowKeyOverPlainHttp (key-over-plain-http),"
                                + " or give no key");
            }
            return new EndpointSettings(
                    address,
                    chosen,
                    Map.copyOf(headers),
                    connectTimeout,
                    requestTimeout,
                    idleTimeout,
                    totalTimeout,
                    maxRetries,
                    maxResponseBytes,
                    world);
        }

        private ApiKey fromEnvironment(ServiceAddress address) {
            String value = environment.apply(keyVariable);
            if (value == null || value.isBlank()) {
                if (address.isHosted()) {
                    throw new IllegalArgumentException("apiKey must be given for " + address
                            + ", or be in the variable " + keyVariable + " of the environment, got: neither");
                }
                return ApiKey.NONE;
            }
            String stripped = value.strip();
            ApiKey.require(stripped);
            return ApiKey.from(() -> stripped);
        }
    }
}

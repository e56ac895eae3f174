package dev.lectern.models.openai;

import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of the providers named {@code openai}. Both take all of them, so that one block of settings serves language model and embedding
 * model; each uses what concerns it.
 */
final class OpenAiOptions {

    static final Option<String> BASE_URL = Option.text(
            "base-url",
            OpenAiEndpoint.Builder.DEFAULT_BASE_URL,
            "where the service answers, up to what comes before /chat/completions");

    static final Option<String> API_KEY_ENV = Option.text(
            "api-key-env",
            ApiKey.VARIABLE,
            "the variable of the environment that holds the key; may be unset for a service of your own");

    static final Option<String> API_KEY_FILE =
            Option.text("api-key-file", "", "a file that holds the key, instead of api-key-env");

    static final Option<Boolean> KEY_OVER_PLAIN_HTTP =
            Option.bool("key-over-plain-http", false, "whether the key may go unencrypted to another machine");

    static final Option<String> ORGANISATION =
            Option.text("organisation", "", "the organisation that is billed, for keys of several");

    static final Option<String> PROJECT = Option.text("project", "", "the project that is billed, for keys of several");

    static final Option<String> API_VERSION =
            Option.text("api-version", "", "the version of Azure's API, such as 2024-10-21; makes the paths Azure's");

    static final Option<String> AZURE_DEPLOYMENT = Option.text(
            "azure-deployment", "", "the deployment of the language model where it is not named as the model");

    static final Option<String> AZURE_EMBEDDING_DEPLOYMENT = Option.text(
            "azure-embedding-deployment",
            "",
            "the deployment of the embedding model where it is not named as the model");

    static final Option<String> MODEL =
            Option.text("model", "gpt-4o-mini", "the language model, as the service spells it");

    static final Option<String> EMBEDDING_MODEL =
            Option.text("embedding-model", "text-embedding-3-small", "the embedding model, as the service spells it");

    static final Option<Integer> CONTEXT_TOKENS = Option.number(
            "context-tokens",
            0,
            "what the language model reads and writes; 0 is as known of OpenAI's models, else 4096");

    static final Option<Integer> OUTPUT_TOKENS =
            Option.number("output-tokens", 0, "an answer at most; 0 is 4096 for OpenAI's models and 1024 for others");

    static final Option<Integer> REASONING_TOKENS = Option.number(
            "reasoning-tokens", 0, "room to think beside the answer; unless given 4096 for OpenAI's models that do");

    static final Option<Double> TEMPERATURE = Option.decimal(
            "temperature", 0.0, "how free the choice of words is, 0 to 2; OpenAI's models that think take none");

    static final Option<Integer> DIMENSIONS =
            Option.number("dimensions", 0, "floats of a vector to ask for; 0 leaves it to the embedding model");

    static final Option<Integer> MAX_TOKENS = Option.number(
            "max-tokens", 0, "what the embedding model reads; 0 is 8191 for OpenAI's models and 512 for others");

    static final Option<Integer> BATCH_TEXTS = Option.number(
            "batch-texts", 0, "texts to embed in one request at most; 0 is 256 for OpenAI and Azure and 32 for others");

    static final Option<Integer> BATCH_TOKENS =
            Option.number("batch-tokens", 100_000, "tokens to embed in one request at most");

    static final Option<String> QUERY_PREFIX =
            Option.text("query-prefix", "", "what stands before each question to embed");

    static final Option<String> DOCUMENT_PREFIX =
            Option.text("document-prefix", "", "what stands before each text to embed that is to be found");

    static final Option<Integer> REQUESTS_PER_MINUTE =
            Option.number("requests-per-minute", 0, "requests in a minute at most; 0 is no limit");

    static final Option<Integer> TOKENS_PER_MINUTE =
            Option.number("tokens-per-minute", 0, "tokens in and out in a minute at most; 0 is no limit");

    static final Option<Duration> LONGEST_WAIT = Option.duration(
            "longest-wait",
            Duration.ofMinutes(2),
            "how long the service may ask a call to wait; one asked for more fails");

    static final Option<Integer> MAX_RETRIES =
            Option.number("max-retries", 3, "how often a request that failed in passing is sent again");

    static final Option<Duration> CONNECT_TIMEOUT =
            Option.duration("connect-timeout", Duration.ofSeconds(10), "how long a connection may take");

    static final Option<Duration> REQUEST_TIMEOUT = Option.duration(
            "request-timeout",
            Duration.ofMinutes(5),
            "how long a request may take until its answer is there, or has begun where it streams");

    static final Option<Duration> IDLE_TIMEOUT =
            Option.duration("idle-timeout", Duration.ofSeconds(60), "how long a stream may be silent");

    static final Option<Duration> TOTAL_TIMEOUT = Option.duration(
            "total-timeout", Duration.ofMinutes(10), "how long a call may take with all its waits and repetitions");

    static final Option<Integer> MAX_RESPONSE_BYTES =
            Option.number("max-response-bytes", 128 * 1024 * 1024, "the size of an answer at most");

    private static final List<Option<?>> ALL = List.of(
            BASE_URL,
            MODEL,
            EMBEDDING_MODEL,
            API_KEY_ENV,
            API_KEY_FILE,
            KEY_OVER_PLAIN_HTTP,
            ORGANISATION,
            PROJECT,
            API_VERSION,
            AZURE_DEPLOYMENT,
            AZURE_EMBEDDING_DEPLOYMENT,
            CONTEXT_TOKENS,
            OUTPUT_TOKENS,
            REASONING_TOKENS,
            TEMPERATURE,
            DIMENSIONS,
            MAX_TOKENS,
            BATCH_TEXTS,
            BATCH_TOKENS,
            QUERY_PREFIX,
            DOCUMENT_PREFIX,
            REQUESTS_PER_MINUTE,
            TOKENS_PER_MINUTE,
            LONGEST_WAIT,
            MAX_RETRIES,
            CONNECT_TIMEOUT,
            REQUEST_TIMEOUT,
            IDLE_TIMEOUT,
            TOTAL_TIMEOUT,
            MAX_RESPONSE_BYTES);

    private OpenAiOptions() {}

    static List<Option<?>> all() {
        return ALL;
    }

    /**
     * Returns the endpoint of the settings: the one among their parts, or one of their options.
     *
     * @throws IllegalArgumentException if an option is not what it takes
     */
    static OpenAiEndpoint endpoint(
            Settings settings, Option<String> deployment, Function<String, @Nullable String> env) {
        return settings.part(OpenAiEndpoint.class).orElseGet(() -> made(settings, deployment, env));
    }

    private static OpenAiEndpoint made(
            Settings settings, Option<String> deployment, Function<String, @Nullable String> env) {
        OpenAiEndpoint.Builder builder = OpenAiEndpoint.builder()
                .baseUrl(settings.get(BASE_URL))
                .requestsPerMinute(settings.get(REQUESTS_PER_MINUTE))
                .tokensPerMinute(settings.get(TOKENS_PER_MINUTE))
                .longestWait(settings.get(LONGEST_WAIT))
                .sharingLimits()
                .maxRetries(settings.get(MAX_RETRIES))
                .connectTimeout(settings.get(CONNECT_TIMEOUT))
                .requestTimeout(settings.get(REQUEST_TIMEOUT))
                .idleTimeout(settings.get(IDLE_TIMEOUT))
                .totalTimeout(settings.get(TOTAL_TIMEOUT))
                .maxResponseBytes(settings.get(MAX_RESPONSE_BYTES));
        setKey(settings, env, builder);
        if (settings.get(KEY_OVER_PLAIN_HTTP)) {
            builder.allowKeyOverPlainHttp();
        }
        if (!settings.get(ORGANISATION).isEmpty()) {
            builder.organisation(settings.get(ORGANISATION));
        }
        if (!settings.get(PROJECT).isEmpty()) {
            builder.project(settings.get(PROJECT));
        }
        String name = settings.get(deployment);
        if (!settings.get(API_VERSION).isEmpty()) {
            builder.azure(settings.get(API_VERSION), name.isEmpty() ? null : name);
        } else if (!name.isEmpty()) {
            throw new IllegalArgumentException(
                    deployment.name() + " needs api-version, got: " + deployment.name() + " alone");
        }
        return builder.build();
    }

    private static void setKey(
            Settings settings, Function<String, @Nullable String> env, OpenAiEndpoint.Builder builder) {
        if (settings.has(API_KEY_FILE)) {
            if (settings.has(API_KEY_ENV)) {
                throw new IllegalArgumentException(
                        "the key must come from one place, got: api-key-env and api-key-file");
            }
            String key = fromFile(Path.of(settings.get(API_KEY_FILE)));
            builder.apiKey(() -> key);
        } else {
            builder.keyVariable(settings.get(API_KEY_ENV), env);
        }
    }

    private static String fromFile(Path file) {
        String key;
        try {
            key = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "api-key-file must be a text file that can be read, got: " + file + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
        ApiKey.require(key);
        return key;
    }
}

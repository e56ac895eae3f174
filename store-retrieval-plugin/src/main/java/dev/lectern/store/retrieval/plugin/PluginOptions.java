package dev.lectern.store.retrieval.plugin;

import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The options that all providers of this module share. */
final class PluginOptions {

    static final Option<PluginScores> SCORES =
            Option.choice("scores", PluginScores.SIMILARITY, "what the scores of the server mean");
    static final Option<Boolean> REMEMBER_VERSIONS = Option.bool(
            "remember-versions",
            true,
            "whether what was sent is not sent again; false where others write the same documents");

    private static final Option<String> ENDPOINT =
            Option.requiredText("endpoint", "address of the server, such as http://localhost:8000");
    private static final Option<String> TOKEN =
            Option.text("token", "", "token of the server; else the variable BEARER_TOKEN of the environment");
    private static final Option<Boolean> NO_TOKEN =
            Option.bool("without-token", false, "whether the server wants no token");
    private static final Option<Duration> CONNECT_TIMEOUT = Option.duration(
            "connect-timeout",
            RetrievalPluginClientBuilder.CONNECT_TIMEOUT,
            "how long a connection may take to come about");
    private static final Option<Duration> REQUEST_TIMEOUT = Option.duration(
            "request-timeout", RetrievalPluginClientBuilder.REQUEST_TIMEOUT, "how long one request may take");
    private static final Option<Duration> TOTAL_TIMEOUT = Option.duration(
            "total-timeout",
            RetrievalPluginClientBuilder.TOTAL_TIMEOUT,
            "how long a request may take with its repetitions");
    private static final Option<Integer> MAX_RETRIES =
            Option.number("max-retries", RetrievalPluginClientBuilder.MAX_RETRIES, "how often a request is repeated");
    private static final Option<Integer> MAX_RESPONSE_BYTES = Option.number(
            "max-response-bytes", RetrievalPluginClientBuilder.MAX_RESPONSE_BYTES, "the largest answer taken");
    private static final Option<Integer> BATCH_DOCUMENTS = Option.number(
            "batch-documents", RetrievalPluginClientBuilder.BATCH_DOCUMENTS, "how many documents go in one request");
    private static final Option<Integer> BATCH_BYTES = Option.number(
            "batch-bytes", RetrievalPluginClientBuilder.BATCH_BYTES, "the size of a request of several documents");
    private static final Option<Integer> PARALLELISM = Option.number(
            "parallelism", RetrievalPluginClientBuilder.PARALLELISM, "how many requests of an upsert go at a time");
    private static final Option<UnknownSource> UNKNOWN_SOURCE = Option.choice(
            "unknown-source", UnknownSource.LEAVE_OUT, "what happens to a source that the API does not know");

    private PluginOptions() {}

    /** Returns the options of a client, and more. */
    static List<Option<?>> with(Option<?>... more) {
        List<Option<?>> all = new ArrayList<>(List.of(
                ENDPOINT,
                TOKEN,
                NO_TOKEN,
                CONNECT_TIMEOUT,
                REQUEST_TIMEOUT,
                TOTAL_TIMEOUT,
                MAX_RETRIES,
                MAX_RESPONSE_BYTES,
                BATCH_DOCUMENTS,
                BATCH_BYTES,
                PARALLELISM,
                UNKNOWN_SOURCE));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    static RetrievalPluginClient client(Settings settings) {
        RetrievalPluginClientBuilder client = RetrievalPluginClient.builder(settings.get(ENDPOINT))
                .connectTimeout(settings.get(CONNECT_TIMEOUT))
                .requestTimeout(settings.get(REQUEST_TIMEOUT))
                .totalTimeout(settings.get(TOTAL_TIMEOUT))
                .maxRetries(settings.get(MAX_RETRIES))
                .maxResponseBytes(settings.get(MAX_RESPONSE_BYTES))
                .batchDocuments(settings.get(BATCH_DOCUMENTS))
                .batchBytes(settings.get(BATCH_BYTES))
                .parallelism(settings.get(PARALLELISM))
                .unknownSource(settings.get(UNKNOWN_SOURCE));
        if (settings.get(NO_TOKEN)) {
            client.withoutToken();
        }
        if (settings.has(TOKEN)) {
            String token = settings.get(TOKEN);
            client.token(() -> token);
        }
        return client.build();
    }

    static RetrievalPluginStore store(Settings settings) {
        return RetrievalPluginStore.create(client(settings), settings.get(SCORES), settings.get(REMEMBER_VERSIONS));
    }
}

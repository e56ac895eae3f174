package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lectern.models.openai.ServiceFault.Kind;
import dev.lectern.testkit.openai.OpenAiServer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request that meets faults, over real connections; shown by the embedding model, which adds the least. */
class TransportTest {

    private static final String JSON = "application/json";

    private final OpenAiServer server = OpenAiServer.start();
    private final TestWorld world = new TestWorld();

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAiEmbeddingModel model(UnaryOperator<OpenAiEndpoint.Builder> options) {
        return OpenAiEmbeddingModel.builder(
                        options.apply(world.endpoint(server.baseUrl())).build(), "words")
                .build();
    }

    private OpenAiEmbeddingModel model() {
        return model(UnaryOperator.identity());
    }

    private static OpenAiEmbedException failure(OpenAiEmbeddingModel model) {
        return catchThrowableOfType(OpenAiEmbedException.class, () -> model.embedQuery("tide"));
    }

    @Test
    void tooManyRequests_thenAnAnswer_waitsAsLongAsTheServiceAsks() {
        server.thenError(429, "rate_limit_exceeded", "slow down", "Retry-After", "20")
                .thenError(429, "rate_limit_exceeded", "slow down", "retry-after-ms", "1500", "Retry-After", "7");

        assertThat(model().embedQuery("tide").dimensions()).isEqualTo(256);

        assertThat(world.waits).containsExactly(Duration.ofSeconds(21), Duration.ofMillis(1575));
    }

    @Test
    void tooManyRequests_withoutRetryAfter_waitsUntilTheLimitIsReset() {
        server.thenError(
                429,
                "rate_limit_exceeded",
                "slow down",
                "x-ratelimit-remaining-requests",
                "12",
                "x-ratelimit-reset-requests",
                "1m",
                "x-ratelimit-remaining-tokens",
                "0",
                "x-ratelimit-reset-tokens",
                "6s");

        model().embedQuery("tide");

        assertThat(world.waits).containsExactly(Duration.ofMillis(6300));
    }

    @Test
    void success_thatLeavesNothing_holdsTheNextCallBack() {
        server.then(
                200,
                JSON,
                "{\"data\":[{\"embedding\":[1,2]}]}",
                "x-ratelimit-remaining-requests",
                "0",
                "x-ratelimit-reset-requests",
                "2s");
        server.then(200, JSON, "{\"data\":[{\"embedding\":[1,2]}]}");
        OpenAiEmbeddingModel model = model();

        model.embedQuery("tide");
        assertThat(world.waits).isEmpty();
        model.embedQuery("tide");

        assertThat(world.waits).containsExactly(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void passingStatus_isRepeatedWithJitter(int status) {
        server.then(status, "text/plain", "not now").then(status, "text/plain", "not now");

        model().embedQuery("tide");

        assertThat(world.waits).containsExactly(Duration.ofMillis(125), Duration.ofMillis(250));
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void passingStatus_moreOftenThanRetries_isAFailure() {
        for (int i = 0; i < 3; i++) {
            server.then(503, "text/html", "<html><head><title>503 Busy</title></head><body>x</body></html>");
        }

        OpenAiEmbedException failure = failure(model(options -> options.maxRetries(2)));

        assertThat(failure)
                .hasMessage("Could not embed text 1 of 1 with words at " + server.baseUrl()
                        + ": the service answered with status 503: HTML page: 503 Busy. Try again later.");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.fault().status()).hasValue(503);
        assertThat(server.requests()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota, QUOTA",
        "402, insufficient_balance, QUOTA",
        "401, invalid_api_key, NOT_ALLOWED",
        "403, unsupported_country, NOT_ALLOWED",
        "404, model_not_found, NOT_FOUND",
        "400, context_length_exceeded, TOO_LONG",
        "422, invalid_value, BAD_REQUEST"
    })
    void refusal_failsAtOnceInTheWordsOfTheService(int status, String code, Kind kind) {
        server.thenError(status, code, "You exceeded what you have.", "Retry-After", "1", "x-request-id", "req-7");

        OpenAiEmbedException failure = failure(model());

        assertThat(failure).hasMessageContaining("status " + status + ": You exceeded what you have");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.fault().kind()).isEqualTo(kind);
        assertThat(failure.fault().code()).isEqualTo(code);
        assertThat(failure.fault().requestId()).isEqualTo("req-7");
        assertThat(server.requests()).hasSize(1);
        assertThat(world.waits).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":\"model \\\"x\\\" not found, try pulling it first\"} | model \"x\" not found, try pulling it first",
                "{\"object\":\"error\",\"message\":\"no such model\",\"type\":\"NotFoundError\",\"code\":404} | no such model",
                "{\"detail\":\"Not Found\"} | Not Found",
                "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"No such deployment.\"}} | No such deployment",
                "[{\"error\":{\"code\":404,\"message\":\"models/x is not found\"}}] | models/x is not found",
                "404 page not found | 404 page not found"
            })
    void refusal_inAnyForm_isRead(String body, String words) {
        server.then(404, JSON, body);

        assertThat(failure(model()))
                .hasMessageContaining(
                        "status 404: " + words + ". Check the base URL (that of most servers ends with /v1)");
    }

    @Test
    void shouldRetryHeader_decidesAgainstTheStatus() {
        server.then(500, JSON, "{}", "x-should-retry", "false");

        assertThat(failure(model()).fault().statusCode()).isEqualTo(500);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void askedWait_longerThanTheCallMayTake_failsAtOnceAndSaysIt() {
        server.thenError(429, "rate_limit_exceeded", "slow down", "Retry-After", "7200");

        OpenAiEmbedException failure = failure(model());

        assertThat(failure).hasMessageContaining("and asked to wait 7200 s");
        assertThat(failure.fault().retryAfter()).contains(Duration.ofHours(2));
        assertThat(failure.isRetryable()).isTrue();
        assertThat(world.waits).isEmpty();
    }

    @Test
    void askedWait_ofYears_closesTheEndpointForMinutesOnly() {
        server.thenError(429, "rate_limit_exceeded", "slow down", "Retry-After", "999999999");
        OpenAiEmbeddingModel model = model();

        assertThat(failure(model).fault().kind()).isEqualTo(Kind.RATE_LIMIT);
        OpenAiEmbedException second = failure(model);
        world.pass(Duration.ofMinutes(2));

        assertThat(second)
                .hasMessageContaining(
                        "the service asked before to wait 999999999 s, more than the 120 s that a call waits");
        assertThat(second.isRetryable()).isTrue();
        assertThat(model.embedQuery("tide").dimensions()).isEqualTo(256);
        assertThat(server.requests()).hasSize(2);
        assertThat(world.waits).isEmpty();
    }

    @Test
    void limitOfTokens_countsACallThatBrokeOff_andNotOneThatWasRefused() {
        OpenAiEmbeddingModel model = model(options -> options.tokensPerMinute(3));
        server.thenError(400, "invalid_value", "no").thenBreaksOff(JSON, "{\"data\":[");

        failure(model); // three tokens, given back
        model.embedQuery("tide"); // three tokens gone, three more taken after a minute

        assertThat(model.tokenizer().count("tide")).isEqualTo(3);
        assertThat(world.waits).containsExactly(Duration.ofMillis(125), Duration.ofMillis(59_875));
    }

    @Test
    void connection_thatBreaks_isRepeated() {
        server.thenBreaksOff(JSON, "{\"data\":[");

        assertThat(model().embedQuery("tide").dimensions()).isEqualTo(256);

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void connection_thatBreaksEachTime_isAFailure() {
        server.thenBreaksOff(JSON, "{").thenBreaksOff(JSON, "{");

        OpenAiEmbedException failure = failure(model(options -> options.maxRetries(1)));

        assertThat(failure.fault().kind()).isEqualTo(Kind.BROKEN_OFF);
        assertThat(failure).hasMessageContaining("the connection broke: ");
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void service_thatHangs_isATimeoutAndNotRepeated() {
        server.thenHangs();

        OpenAiEmbedException failure = failure(model(options -> options.requestTimeout(Duration.ofMillis(50))));

        assertThat(failure.fault().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure).hasMessageContaining("there was no answer within PT0.05S");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void service_thatHangsInTheMiddle_isATimeout() {
        server.thenHangsAfter(JSON, "{\"data\":[");

        OpenAiEmbedException failure = failure(model(options -> options.requestTimeout(Duration.ofMillis(200))));

        assertThat(failure.fault().kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void service_thatIsNotThere_isUnreachable() {
        OpenAiEmbeddingModel model = model(options -> options.maxRetries(1));
        server.close();

        OpenAiEmbedException failure = failure(model);

        assertThat(failure.fault().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("no connection came about");
        assertThat(world.waits).hasSize(1);
    }

    @Test
    void answer_largerThanAllowed_isBrokenOff() {
        OpenAiEmbedException failure = failure(model(options -> options.maxResponseBytes(200)));

        assertThat(failure.fault().kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(failure).hasMessageContaining("larger than 200 bytes");
    }

    @Test
    void redirect_isNotFollowed() {
        server.then(302, "text/plain", "", "Location", "http://localhost:9/v1/embeddings");

        assertThat(failure(model()).fault().kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void headers_ofOpenAi_areSent() {
        server.wantKey("k-1");

        model(options -> options.apiKey(() -> "k-1").organisation("org-1").project("proj-1"))
                .embedQuery("tide");

        assertThat(server.requests().get(0).headers())
                .containsEntry("authorization", "Bearer k-1")
                .containsEntry("openai-organization", "org-1")
                .containsEntry("openai-project", "proj-1")
                .containsEntry("content-type", "application/json");
    }

    @Test
    void azure_hasItsOwnPathsAndHeader() {
        server.wantKey("k-1");
        OpenAiEndpoint.Builder options =
                world.endpoint(server.rootUrl()).apiKey(() -> "k-1").azure("2024-10-21", "my embeddings");

        OpenAiEmbeddingModel.builder(options.build(), "text-embedding-3-small")
                .build()
                .embedDocuments(List.of());
        OpenAiEmbeddingModel.builder(options.build(), "words")
                .dimensions(256)
                .build()
                .embedQuery("tide");

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).path())
                .isEqualTo("/openai/deployments/my%20embeddings/embeddings?api-version=2024-10-21");
        assertThat(server.requests().get(0).headers())
                .containsEntry("api-key", "k-1")
                .doesNotContainKey("authorization");
        assertThat(server.requests().get(0).body()).contains("\"encoding_format\":\"base64\"");
    }

    @Test
    void limitOfRequests_isSharedByTheModelsOfAnEndpoint() {
        OpenAiEndpoint endpoint =
                world.endpoint(server.baseUrl()).requestsPerMinute(2).build();
        OpenAiEmbeddingModel one =
                OpenAiEmbeddingModel.builder(endpoint, "words").build();
        OpenAiEmbeddingModel other =
                OpenAiEmbeddingModel.builder(endpoint, "more-words").build();

        one.embedQuery("tide");
        other.embedQuery("tide");
        assertThat(world.waits).isEmpty();
        one.embedQuery("tide");

        assertThat(world.waits).containsExactly(Duration.ofSeconds(30));
    }
}

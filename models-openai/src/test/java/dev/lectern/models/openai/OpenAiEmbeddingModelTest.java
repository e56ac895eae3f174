package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.embed.EmbedException;
import dev.lectern.embed.Embedding;
import dev.lectern.embed.cache.CachingEmbeddingModel;
import dev.lectern.model.TokenUsage;
import dev.lectern.models.openai.ServiceFault.Kind;
import dev.lectern.testkit.openai.OpenAiServer;
import dev.lectern.testkit.openai.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiEmbeddingModelTest {

    private static final String JSON = "application/json";

    private final OpenAiServer server = OpenAiServer.start();
    private final TestWorld world = new TestWorld();

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAiEmbeddingModel.Builder builder() {
        return OpenAiEmbeddingModel.builder(world.endpoint(server.baseUrl()).build(), "words");
    }

    private static JsonNode json(ReceivedRequest request) throws IOException {
        return Json.parse(request.body());
    }

    @Test
    void embedDocuments_moreThanABatch_goInBatchesByCountAndTokens() throws IOException {
        OpenAiEmbeddingModel byCount = builder().batchTexts(2).build();
        OpenAiEmbeddingModel byTokens = builder().batchTokens(9).build();
        List<String> texts = List.of("one two three", "four five six", "seven eight nine", "ten", "eleven");

        List<Embedding> vectors = byCount.embedDocuments(texts);
        List<Embedding> same = byTokens.embedDocuments(texts);

        assertThat(vectors).hasSize(5).isEqualTo(same);
        assertThat(server.requests()).hasSize(5);
        assertThat(IntStream.range(0, 5).map(i -> input(i).size())).containsExactly(2, 2, 1, 2, 3);
        JsonNode sent = json(server.requests().get(0));
        assertThat(sent.fieldNames()).toIterable().containsExactly("model", "input");
        assertThat(sent.path("model").asText()).isEqualTo("words");
        assertThat(server.requests().get(0).path()).isEqualTo("/v1/embeddings");
    }

    private JsonNode input(int request) {
        try {
            return json(server.requests().get(request)).path("input");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void embedDocuments_emptyText_isSentAsABlankAndPrefixesStandBefore() {
        OpenAiEmbeddingModel plain = builder().build();
        OpenAiEmbeddingModel prefixed =
                builder().queryPrefix("query: ").documentPrefix("passage: ").build();

        plain.embedDocuments(List.of("", "tide"));
        prefixed.embedDocuments(List.of("", "tide"));
        prefixed.embedQuery("tide");

        assertThat(input(0)).extracting(JsonNode::asText).containsExactly(" ", "tide");
        assertThat(input(1)).extracting(JsonNode::asText).containsExactly("passage: ", "passage: tide");
        assertThat(input(2)).extracting(JsonNode::asText).containsExactly("query: tide");
        assertThat(prefixed.fingerprint()).startsWith("words/256/").isNotEqualTo(plain.fingerprint());
        assertThat(prefixed.maxTokens()).isEqualTo(512 - plain.tokenizer().count("passage: "));
    }

    @Test
    void embedDocuments_longText_isRefusedAndNothingIsSent() {
        OpenAiEmbeddingModel model = builder().maxTokens(4).build();

        assertThatExceptionOfType(EmbedException.class)
                .isThrownBy(() -> model.embedDocuments(List.of("short", "one two three four five")))
                .withMessage("Could not embed text 2 of 2: it has 6 tokens (estimate/r50k-nine-eighths) and words reads"
                        + " at most 4. Split it smaller, or set max-tokens to what the model reads.")
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dimensions_unknown_areThoseOfTheFirstAnswerAndAskedOnce() {
        OpenAiEmbeddingModel model = builder().build();

        assertThat(model.dimensions()).isEqualTo(256);
        assertThat(model.fingerprint()).isEqualTo("words/256");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void dimensions_known_areNotAskedFor() {
        OpenAiEndpoint endpoint = world.endpoint(server.baseUrl()).build();

        assertThat(OpenAiEmbeddingModel.builder(endpoint, "text-embedding-3-large")
                        .build()
                        .dimensions())
                .isEqualTo(3072);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dimensions_serviceThatDoesNotKnowThem_isNamed() throws IOException {
        OpenAiEmbeddingModel model = builder().dimensions(64).build();

        assertThatExceptionOfType(OpenAiEmbedException.class)
                .isThrownBy(() -> model.embedQuery("tide"))
                .withMessageContaining("vector 1 has 256 dimensions, not 64")
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.BAD_ANSWER));
        assertThat(json(server.requests().get(0)).path("dimensions").asInt()).isEqualTo(64);
    }

    @Test
    void answer_inAnotherOrder_isPutRight() {
        server.then(
                200,
                JSON,
                "{\"data\":[{\"index\":1,\"embedding\":[3,4]},{\"embedding\":\"AACAPwAAAEA=\",\"index\":0}]}");

        assertThat(builder().build().embedDocuments(List.of("a", "b")))
                .containsExactly(Embedding.of(1, 2), Embedding.of(3, 4));
    }

    @Test
    void answer_withoutIndexes_isInTheOrderOfTheTexts() {
        server.then(200, JSON, "{\"data\":[{\"embedding\":[1,2]},{\"embedding\":[3,4]}],\"extra\":{\"a\":[1]}}");

        assertThat(builder().build().embedDocuments(List.of("a", "b")))
                .containsExactly(Embedding.of(1, 2), Embedding.of(3, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":[{\"index\":0,\"embedding\":[1]}]} | it has 1 vectors for 2 texts",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[2]}]} | index 0 of vector 2 is there twice",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":2,\"embedding\":[2]}]} | index 2 of vector 2 is none of 0 to 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[2,3]}]} | vector 2 has 2 dimensions, not 1",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[]}]} | vector 2 is missing",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[NaN]}]} | vector 2: values must be finite, got: NaN at dimension 0",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[1e99]}]} | vector 2: values must be finite, got: Infinity at dimension 0",
                "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[null]}]} | vector 2 has null for a number at dimension 0",
                "{\"data\":[{\"index\":0,\"embedding\":[[1]]}]} | vector 1 has a list for a number at dimension 0",
                "{\"data\":[{\"index\":0,\"embedding\":\"AAA\"}]} | vector 1 has 2 bytes, no whole floats",
                "{\"data\":[{\"index\":0,\"embedding\":\"?\"}]} | vector 1 is no base64",
                "{\"object\":\"list\"} | it has no list of data",
                "[] | it is no JSON object",
                "<html><title>Welcome to the hotel</title></html> | an HTML page: Welcome to the hotel"
            })
    void answer_thatIsNoAnswer_isNamedAndNotRepeated(String body, String fault) {
        server.then(200, JSON, body);

        assertThatExceptionOfType(OpenAiEmbedException.class)
                .isThrownBy(() -> builder().build().embedDocuments(List.of("a", "b")))
                .withMessageStartingWith("Could not embed texts 1 to 2 of 2 with words at " + server.baseUrl()
                        + ": the answer is not what the protocol says: ")
                .withMessageContaining(fault)
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.BAD_ANSWER))
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void answer_errorWithStatus200_isAFailureInItsWords() {
        server.then(200, JSON, "{\"error\":{\"message\":\"model words not loaded\",\"code\":404}}");

        assertThatExceptionOfType(OpenAiEmbedException.class)
                .isThrownBy(() -> builder().build().embedQuery("tide"))
                .withMessageContaining("the service reported in its answer: model words not loaded")
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void batch_withOneTextThatIsRefused_isHalvedUntilItIsNamed() {
        refuse(4); // 8 texts, the halves with number 3, and it alone

        assertThatExceptionOfType(OpenAiEmbedException.class)
                .isThrownBy(() -> builder().build().embedDocuments(List.of("a", "b", "c", "d", "e", "f", "g", "h")))
                .withMessageStartingWith("Could not embed text 1 of 8 with words");
        assertThat(IntStream.range(0, 4).map(i -> input(i).size())).containsExactly(8, 4, 2, 1);
    }

    @Test
    void batch_thatIsRefusedAsAWhole_isEmbeddedInHalves() {
        refuse(1);

        List<Embedding> vectors = builder().build().embedDocuments(List.of("tide", "harbour", "ferry"));

        assertThat(vectors).isEqualTo(builder().build().embedDocuments(List.of("tide", "harbour", "ferry")));
        assertThat(IntStream.range(0, 4).map(i -> input(i).size())).containsExactly(3, 1, 2, 3);
    }

    private void refuse(int times) {
        Collections.nCopies(times, 0).forEach(i -> server.thenError(400, "invalid_value", "input is not good"));
    }

    @Test
    void batch_thatFails_takesNothingFromThoseBeforeIt(@TempDir Path folder) {
        OpenAiEmbeddingModel model = builder().batchTexts(2).dimensions(256).build();
        List<String> texts = List.of("tide", "harbour", "ferry", "light", "reef");
        server.then(200, JSON, vectors(2)).thenError(401, "invalid_api_key", "no more");
        try (CachingEmbeddingModel cached = CachingEmbeddingModel.create(model, folder)) {
            OpenAiEmbedException failure =
                    catchThrowableOfType(OpenAiEmbedException.class, () -> cached.embedDocuments(texts));
            cached.embedDocuments(texts);

            assertThat(failure).hasMessageStartingWith("Could not embed texts 3 to 4 of 5 with words");
            assertThat(failure.embedded()).containsOnlyKeys(0, 1);
            assertThat(cached.report().hits()).isEqualTo(2);
        }
        assertThat(IntStream.range(0, 4).map(i -> input(i).size())).containsExactly(2, 2, 2, 1);
        assertThat(input(2)).extracting(JsonNode::asText).containsExactly("ferry", "light");
    }

    @Test
    void batch_halvedUntilOneTextFails_keepsWhatWasEmbedded() {
        refuse(2); // four texts, then the first half; its first text does well, its second not
        server.then(200, JSON, vectors(1)).thenError(400, "invalid_value", "input is not good");

        OpenAiEmbedException failure = catchThrowableOfType(
                OpenAiEmbedException.class, () -> builder().build().embedDocuments(List.of("a", "b", "c", "d")));

        assertThat(failure).hasMessageStartingWith("Could not embed text 2 of 4 with words");
        assertThat(failure.embedded()).containsOnlyKeys(0);
    }

    private static String vectors(int count) {
        String vector = "{\"embedding\":[" + "0,".repeat(255) + "1]}";
        return "{\"data\":[" + String.join(",", Collections.nCopies(count, vector)) + "]}";
    }

    @Test
    void usage_ofAnAnswerThatIsOfNoUse_isCounted() {
        OpenAiEmbeddingModel model = builder().build();
        server.then(200, JSON, "{\"data\":[],\"usage\":{\"prompt_tokens\":9}}");

        assertThatThrownBy(() -> model.embedQuery("tide")).hasMessageContaining("it has 0 vectors for 1 texts");

        assertThat(model.usage()).isEqualTo(new TokenUsage(9, 0));
    }

    @Test
    void batch_whoseModelIsRefused_isNotHalved() {
        server.then(
                400,
                JSON,
                "{\"error\":{\"message\":\"no such dimensions\",\"param\":\"dimensions\",\"code\":\"invalid_value\"}}");

        assertThatExceptionOfType(OpenAiEmbedException.class)
                .isThrownBy(() -> builder().build().embedDocuments(List.of("a", "b")))
                .satisfies(e -> assertThat(e.fault().parameter()).isEqualTo("dimensions"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void usage_ofAllCalls_isCollectedAsTheServiceCounts() {
        OpenAiEmbeddingModel model = builder().build();
        model.embedDocuments(List.of("one two", "three"));
        server.then(200, JSON, "{\"data\":[{\"embedding\":[" + "0,".repeat(255) + "1]}]}");
        model.embedQuery("four"); // not counted by the service: two tokens by the estimate

        assertThat(model.usage()).isEqualTo(new TokenUsage(5, 0));
    }

    @Test
    void embedDocuments_interrupted_throwsOursAndStaysInterrupted() {
        OpenAiEmbeddingModel model = builder().build();

        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(OpenAiEmbedException.class)
                    .isThrownBy(() -> model.embedQuery("tide"))
                    .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.CANCELLED));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void builder_impossibleValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().dimensions(0))
                .withMessage("dimensions must be 1 or more, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        builder().maxTokens(2).queryPrefix("one two three").build())
                .withMessageStartingWith("maxTokens must leave room beside the prefixes of 4 tokens, got: 2");
        assertThatThrownBy(() -> OpenAiEmbeddingModel.builder(
                        world.endpoint(server.baseUrl()).build(), " "))
                .hasMessage("model must be given, got: nothing");
    }
}

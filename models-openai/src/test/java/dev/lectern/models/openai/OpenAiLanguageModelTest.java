package dev.lectern.models.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lectern.model.Completion;
import dev.lectern.model.FinishReason;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.TokenUsage;
import dev.lectern.models.openai.ServiceFault.Kind;
import dev.lectern.testkit.openai.OpenAiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what is made of what comes back. */
class OpenAiLanguageModelTest {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";

    private final OpenAiServer server = OpenAiServer.start(request -> List.of("Twice", " a day."));
    private final TestWorld world = new TestWorld();

    @AfterEach
    void stop() {
        server.close();
    }

    private OpenAiLanguageModel model(String name, UnaryOperator<OpenAiLanguageModel.Builder> options) {
        return options.apply(OpenAiLanguageModel.builder(
                        world.endpoint(server.baseUrl()).build(), name))
                .build();
    }

    private OpenAiLanguageModel model() {
        return model("qwen2.5:3b", UnaryOperator.identity());
    }

    private JsonNode sent(int request) {
        try {
            return Json.parse(server.requests().get(request).body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String event(String delta) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}]}\n\n";
    }

    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    private Completion stream(String events, List<String> pieces) {
        server.then(200, EVENTS, events);
        return model().stream(Prompts.tide(), pieces::add);
    }

    @Test
    void complete_prompt_sendsItsTurnsAndLimits() {
        Completion completion = model().complete(Prompts.tide());

        assertThat(completion.text()).isEqualTo("Twice a day.");
        assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(completion.usage()).isEqualTo(new TokenUsage(11, 4));
        assertThat(sent(0))
                .hasToString(
                        "{\"model\":\"qwen2.5:3b\",\"messages\":[{\"role\":\"system\",\"content\":\"Answer from the sources.\"},"
                                + "{\"role\":\"user\",\"content\":\"When does the tide turn?\"}],\"max_tokens\":100,\"temperature\":0.0}");
        assertThat(server.requests().get(0).path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void stream_prompt_asksForEventsAndUsage() {
        List<String> pieces = new ArrayList<>();

        Completion completion = model().stream(Prompts.tide(), pieces::add);

        assertThat(pieces).containsExactly("Twice", " a day.");
        assertThat(completion).isEqualTo(model().complete(Prompts.tide()));
        assertThat(sent(0).path("stream").asBoolean()).isTrue();
        assertThat(sent(0).path("stream_options").path("include_usage").asBoolean())
                .isTrue();
        assertThat(server.requests().get(0).header("accept")).contains(EVENTS);
    }

    @Test
    void usage_ofAllCalls_isCollected() {
        OpenAiLanguageModel model = model();

        model.complete(Prompts.tide());
        model.stream(Prompts.tide(), piece -> {});

        assertThat(model.usage()).isEqualTo(new TokenUsage(22, 8));
    }

    @Test
    void usage_thatTheServiceDoesNotCount_isCountedHere() {
        OpenAiLanguageModel model = model();
        server.then(200, JSON, "{\"choices\":[{\"message\":{\"content\":\"Twice a day.\"}}],\"usage\":null}");

        TokenUsage usage = model.complete(Prompts.tide()).usage();

        assertThat(usage).isEqualTo(new TokenUsage(13, 6));
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "eos, STOP",
        "STOP, STOP",
        "something_new, STOP",
        "length, LENGTH",
        "max_tokens, LENGTH",
        "content_filter, FILTERED"
    })
    void finishReason_ofAnySpelling_isUnderstood(String reason, FinishReason expected) {
        server.then(
                200,
                JSON,
                "{\"choices\":[{\"finish_reason\":\"" + reason + "\",\"message\":{\"content\":\"Twice.\"}}]}");

        assertThat(model().complete(Prompts.tide()).finishReason()).isEqualTo(expected);
    }

    @Test
    void content_inPartsMissingOrRefused_isUnderstood() {
        server.then(
                        200,
                        JSON,
                        "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Twice\"},{\"text\":\" a day.\"}]}}]}")
                .then(200, JSON, "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"length\"}]}")
                .then(200, JSON, "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot.\"}}]}");

        assertThat(model().complete(Prompts.tide()).text()).isEqualTo("Twice a day.");
        assertThat(model().complete(Prompts.tide()))
                .returns("", Completion::text)
                .returns(FinishReason.LENGTH, Completion::finishReason);
        assertThat(model().complete(Prompts.tide()))
                .returns("I cannot.", Completion::text)
                .returns(FinishReason.FILTERED, Completion::finishReason);
    }

    @Test
    void thoughts_inWhateverForm_areLeftOut() {
        List<String> pieces = new ArrayList<>();

        Completion completion = stream(
                event("{\"role\":\"assistant\",\"content\":\"\",\"reasoning_content\":\"Let me see.\"}")
                        + event("{\"content\":\"\\n<thi\"}")
                        + event("{\"content\":\"nk>two tides</th\"}")
                        + event("{\"content\":\"ink>\\n\"}")
                        + event("{\"content\":\"\\nTwice\"}")
                        + event("{\"content\":\" <think>.\"}")
                        + STOP,
                pieces);

        assertThat(pieces).containsExactly("Twice", " <think>.");
        assertThat(completion.text()).isEqualTo("Twice <think>.");
    }

    @Test
    void textThatOnlyBeginsLikeAThought_isAllThere() {
        List<String> pieces = new ArrayList<>();

        assertThat(stream(event("{\"content\":\" <t\"}") + event("{\"content\":\"d>\"}") + STOP, pieces)
                        .text())
                .isEqualTo(" <td>");
        assertThat(stream(event("{\"content\":\"<th\"}") + STOP, pieces).text()).isEqualTo("<th");
        assertThat(pieces).containsExactly(" <td>", "<th");
    }

    @Test
    void stream_withCommentsEmptyLinesAndWithoutEndMark_isRead() {
        List<String> pieces = new ArrayList<>();

        Completion completion = stream(
                ": PROCESSING\n\ndata:\n\n"
                        + event("{\"content\":\"Twice\"}").replace("\n", "\r\n")
                        + "data: {\"id\":\"x\",\"choices\":[]}\n\n"
                        + ": ping\n\n"
                        + STOP.strip(),
                pieces);

        assertThat(completion.text()).isEqualTo("Twice");
    }

    @Test
    void stream_ofAServiceThatAnswersWhole_isOnePiece() {
        server.then(200, "application/json; charset=utf-8", "{\"choices\":[{\"message\":{\"content\":\"Twice.\"}}]}");
        List<String> pieces = new ArrayList<>();

        Completion completion = model().stream(Prompts.tide(), pieces::add);

        assertThat(pieces).containsExactly("Twice.");
        assertThat(completion.text()).isEqualTo("Twice.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"choices\":[]} | it has no choices",
                "application/json | {\"choices\": | a part of it is no JSON",
                "application/json | <html><title>Welcome to the hotel</title></html> | an HTML page: Welcome to the hotel",
                "text/html | <html><title>Welcome to the hotel</title></html> | an HTML page: Welcome to the hotel",
                "text/event-stream | data: {\"choices\":[]} | it has no event with choices",
                "text/event-stream | data: {\"choices\" | a part of it is no JSON"
            })
    void answer_thatIsNoAnswer_isNamedAndNotRepeated(String contentType, String body, String fault) {
        server.then(200, contentType, body + (contentType.startsWith("text/event") ? "\n\ndata: [DONE]\n\n" : ""));

        assertThatExceptionOfType(OpenAiModelException.class)
                .isThrownBy(() -> model().stream(Prompts.tide(), piece -> {}))
                .withMessageStartingWith("Could not complete the prompt with qwen2.5:3b at " + server.baseUrl()
                        + ": the answer is not what the protocol says: ")
                .withMessageContaining(fault)
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(Kind.BAD_ANSWER));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void refusals_thatNameAPart_changeTheRequestAndAreRemembered() {
        OpenAiLanguageModel model = model();
        server.then(400, JSON, refusal("max_tokens", "Use 'max_completion_tokens' instead of 'max_tokens'."))
                .then(400, JSON, refusal("temperature", "Only the default is supported."))
                .then(422, JSON, "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"],\"msg\":\"extra\"}]}");

        model.stream(Prompts.tide(), piece -> {});
        model.stream(Prompts.tide(), piece -> {});

        assertThat(server.requests()).hasSize(5);
        assertThat(sent(3)).isEqualTo(sent(4));
        assertThat(sent(4).fieldNames())
                .toIterable()
                .containsExactly("model", "messages", "max_completion_tokens", "stream");
    }

    @Test
    void refusal_thatComesAgain_isAFailure() {
        server.then(400, JSON, refusal("max_tokens", "no")).then(400, JSON, refusal("max_completion_tokens", "no"));

        assertThatExceptionOfType(OpenAiModelException.class)
                .isThrownBy(() -> model().complete(Prompts.tide()))
                .satisfies(e -> assertThat(e.fault().parameter()).isEqualTo("max_completion_tokens"));
        assertThat(server.requests()).hasSize(2);
    }

    private static String refusal(String parameter, String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"param\":\"" + parameter
                + "\",\"code\":\"unsupported_parameter\"}}";
    }

    @Test
    void json_withASchema_isAskedForAndWeakerWhereItIsNotKnown() {
        String schema = "{\"type\":\"object\",\"properties\":{\"answer\":{\"type\":\"string\"}},"
                + "\"required\":[\"answer\"],\"additionalProperties\":false}";
        server.then(400, JSON, refusal("response_format", "unknown type"))
                .then(400, JSON, refusal("response_format", "unknown type"));

        model().complete(Prompts.json(schema));

        assertThat(sent(0).path("response_format"))
                .hasToString(
                        "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":"
                                + schema + "}}");
        assertThat(sent(1).path("response_format")).hasToString("{\"type\":\"json_object\",\"schema\":" + schema + "}");
        assertThat(sent(2).has("response_format")).isFalse();
    }

    @Test
    void json_withASchemaThatOpenAiWouldRefuseAsStrict_isNotCalledStrict() {
        model().complete(Prompts.json(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"object\",\"properties\":{\"b\":{}}}},"
                        + "\"required\":[\"a\"],\"additionalProperties\":false}"));

        assertThat(sent(0).path("response_format")
                        .path("json_schema")
                        .path("strict")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void modelThatThinks_hasRoomForItAndNoTemperature() {
        OpenAiLanguageModel model = model("gpt-5-mini", UnaryOperator.identity());

        model.complete(Prompts.tide());

        assertThat(sent(0).path("max_tokens").asInt()).isEqualTo(100 + 4_096);
        assertThat(sent(0).has("temperature")).isFalse();
        assertThat(model.limits()).isEqualTo(new ModelLimits(400_000 - 64 - 4_096, 4_096));
    }

    @Test
    void options_ofTheBuilder_areKept() {
        OpenAiLanguageModel model = model(
                "gpt-5-mini",
                options -> options.contextTokens(9_000)
                        .outputTokens(50)
                        .reasoningTokens(7)
                        .temperature(0.5));

        model.complete(Prompts.tide());

        assertThat(model.limits()).isEqualTo(new ModelLimits(9_000 - 64 - 7, 50));
        assertThat(sent(0).path("max_tokens").asInt()).isEqualTo(57);
        assertThat(sent(0).path("temperature").asDouble()).isEqualTo(0.5);
    }

    @Test
    void azure_takesTheNewLimit() {
        OpenAiEndpoint endpoint =
                world.endpoint(server.rootUrl()).azure("2024-10-21", null).build();

        OpenAiLanguageModel.builder(endpoint, "gpt-4o").build().complete(Prompts.tide());

        assertThat(server.requests().get(0).path())
                .isEqualTo("/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
        assertThat(sent(0).path("max_completion_tokens").asInt()).isEqualTo(100);
    }

    @Test
    void limitOfTokens_isSettledByWhatWasUsed() {
        OpenAiEndpoint endpoint =
                world.endpoint(server.baseUrl()).tokensPerMinute(120).build();
        OpenAiLanguageModel model =
                OpenAiLanguageModel.builder(endpoint, "small").build();

        model.complete(Prompts.tide()); // takes 113, uses 15: 105 are left
        model.complete(Prompts.tide());

        assertThat(world.waits).containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void builder_impossibleValues_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("x", options -> options.contextTokens(1_000)))
                .withMessage(
                        "contextTokens must be more than outputTokens, reasoningTokens and 64 for the frame together,"
                                + " got: 1000 for 1024 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model("x", options -> options.temperature(Double.NaN)))
                .withMessage("temperature must be 0 to 2, got: NaN");
    }
}

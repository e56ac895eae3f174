package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.Completion;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Message;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypedSynthesizerTest {

    private static final Query QUERY = Query.of("When does the last ferry leave?");

    private static final List<ScoredNode> NODES = ModeSynthesizerTest.nodes("The last ferry leaves at 18:15.");

    private enum Side {
        EAST,
        WEST
    }

    private record Ferry(String harbour, LocalTime departs, Optional<Integer> deck) {

        private Ferry {
            if (harbour.isBlank()) {
                throw new IllegalArgumentException("harbour must not be blank, got: \"\"");
            }
        }
    }

    private record Everything(
            String text,
            boolean flag,
            int whole,
            long longer,
            BigInteger big,
            double decimal,
            BigDecimal exact,
            LocalDate date,
            Instant instant,
            Side side,
            List<Ferry> ferries,
            Optional<Ferry> next) {}

    private record Decks(List<Integer> decks) {}

    private record Odd(Thread thread) {}

    private record Endless(List<Endless> more) {}

    @Test
    void synthesize_rightReply_isTheValueAfterOneCall() {
        ScriptedModel model = saying("{\"harbour\": \"Port Ellary\", \"departs\": \"18:15\", \"deck\": null}");

        TypedResponse<Ferry> answer =
                TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES);

        assertThat(answer.value()).contains(new Ferry("Port Ellary", LocalTime.of(18, 15), Optional.empty()));
        assertThat(answer.response().status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(answer.response().sources()).hasSize(1);
        assertThat(answer.response().usage().modelCalls()).isEqualTo(1);
    }

    @Test
    void synthesize_prompt_asksForTheSchemaInWordsAndForm() {
        ScriptedModel model = saying("{\"harbour\": \"a\", \"departs\": \"18:15\", \"deck\": 2}");
        TypedSynthesizer<Ferry> synthesizer = TypedSynthesizer.create(model, Ferry.class);

        synthesizer.synthesize(QUERY, NODES);

        assertThat(synthesizer.schema())
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"harbour\":{\"type\":\"string\"},"
                        + "\"departs\":{\"type\":\"string\",\"format\":\"time\"},"
                        + "\"deck\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}},"
                        + "\"required\":[\"harbour\",\"departs\",\"deck\"],\"additionalProperties\":false}");
        Prompt prompt = model.prompts.get(0);
        assertThat(prompt.json().schema()).isEqualTo(synthesizer.schema());
        assertThat(prompt.text()).contains(synthesizer.schema());
    }

    @Test
    void synthesize_prompt_asksForNoMarks() {
        ScriptedModel model = saying("{\"harbour\": \"a\", \"departs\": \"18:15\", \"deck\": 2}");

        TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES);

        assertThat(model.prompts.get(0).text()).doesNotContain("bracket").doesNotContain("like [1]");
    }

    @Test
    void synthesize_listOfNumbers_pointsToNoSource() {
        TypedResponse<Decks> answer =
                TypedSynthesizer.create(saying("{\"decks\": [1]}"), Decks.class).synthesize(QUERY, NODES);

        assertThat(answer.value()).contains(new Decks(List.of(1)));
        assertThat(answer.response().citedSources()).isEmpty();
    }

    @Test
    void synthesize_everyType_isRead() {
        ScriptedModel model = saying(
                "{\"text\":\"t\",\"flag\":true,\"whole\":7,\"longer\":8000000000,\"big\":99999999999999999999,\"decimal\":1.5,"
                        + "\"exact\":2.50,\"date\":\"2025-01-31\",\"instant\":\"2025-01-31T18:15:00Z\",\"side\":\"WEST\","
                        + "\"ferries\":[{\"harbour\":\"a\",\"departs\":\"18:15\",\"deck\":1}],\"next\":null}");

        Everything value = TypedSynthesizer.create(model, Everything.class)
                .synthesize(QUERY, NODES)
                .value()
                .orElseThrow();

        assertThat(value)
                .isEqualTo(new Everything(
                        "t",
                        true,
                        7,
                        8_000_000_000L,
                        new BigInteger("99999999999999999999"),
                        1.5,
                        new BigDecimal("2.50"),
                        LocalDate.of(2025, 1, 31),
                        Instant.parse("2025-01-31T18:15:00Z"),
                        Side.WEST,
                        List.of(new Ferry("a", LocalTime.of(18, 15), Optional.of(1))),
                        Optional.empty()));
    }

    @Test
    void synthesize_wrongReply_isRepairedOnce() {
        ScriptedModel model = saying(
                "{\"harbour\": \"a\", \"departs\": \"late\"}",
                "```json\n{\"harbour\": \"a\", \"departs\": \"18:15\", \"deck\": null}\n```");

        TypedResponse<Ferry> answer =
                TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES);

        assertThat(answer.value()).isPresent();
        assertThat(answer.response().usage().modelCalls()).isEqualTo(2);
        List<Message> repair = model.prompts.get(1).messages();
        assertThat(repair.get(2))
                .isEqualTo(new Message(Message.Role.ASSISTANT, "{\"harbour\": \"a\", \"departs\": \"late\"}"));
        assertThat(repair.get(3).text())
                .isEqualTo("This is not what was asked for: $.departs must be a time such as 18:15, got: \"late\"."
                        + " Reply with the right JSON object and nothing else.");
    }

    @Test
    void synthesize_wrongTwice_failsWithWhatWasWrong() {
        ScriptedModel model = saying("At 18:15.", "{\"harbour\": 3, \"deck\": 1.5, \"price\": 2}");

        assertThatExceptionOfType(TypedAnswerException.class)
                .isThrownBy(() -> TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES))
                .withMessage(
                        "Could not make a Ferry of the reply of scripted: $.price is not asked for; $.harbour must be"
                                + " text, got: 3; $.departs is missing; $.deck must be a whole number of 32 bits, got: 1.5. Use a"
                                + " model that can be held to a schema, or make absent values Optional.")
                .satisfies(e -> assertThat(e.problems()).hasSize(4));
        assertThat(model.prompts.get(1).messages().get(3).text())
                .contains("$ must be one JSON object, got: \"At 18:15.\"");
    }

    @Test
    void synthesize_valueThatTheRecordRefuses_isWrong() {
        String blank = "{\"harbour\": \" \", \"departs\": \"18:15\", \"deck\": null}";

        assertThatExceptionOfType(TypedAnswerException.class)
                .isThrownBy(() -> TypedSynthesizer.create(saying(blank, blank), Ferry.class)
                        .synthesize(QUERY, NODES))
                .satisfies(e ->
                        assertThat(e.problems()).containsExactly("$ is refused: harbour must not be blank, got: \"\""));
    }

    @Test
    void synthesize_replyThatWasCut_isWrong() {
        Completion cut = ScriptedModel.ended(FinishReason.LENGTH, "{\"harbour\": \"a\"");
        ScriptedModel model = new ScriptedModel(new ModelLimits(4000, 100), WordTokenizer.create(), prompt -> cut);

        assertThatExceptionOfType(TypedAnswerException.class)
                .isThrownBy(() -> TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly("$ must be complete within 100 tokens, got: a reply that was cut there"));
    }

    @Test
    void synthesize_modelThatOnlyQuotes_failsAsThat() {
        try (ExtractiveModel model = ExtractiveModel.create()) {
            assertThatExceptionOfType(TypedAnswerException.class)
                    .isThrownBy(
                            () -> TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, NODES))
                    .withMessageStartingWith(
                            "Could not make a Ferry of the reply of extractive: $ must be one JSON object");
        }
    }

    @Test
    void synthesize_noNode_isNoValueAndNoCall() {
        ScriptedModel model = saying();

        TypedResponse<Ferry> answer =
                TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, List.of());

        assertThat(answer.value()).isEmpty();
        assertThat(answer.response().status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void synthesize_moreNodesThanFit_leavesTheLowestOutAndReportsIt() {
        ScriptedModel model = new ScriptedModel(
                new ModelLimits(800, 50),
                WordTokenizer.create(),
                prompt -> ScriptedModel.said("{\"harbour\": \"a\", \"departs\": \"18:15\", \"deck\": null}"));
        List<ScoredNode> many = ModeSynthesizerTest.nodes(
                Stream.generate(() -> "The ferry leaves. ".repeat(10)).limit(20).toArray(String[]::new));

        TypedResponse<Ferry> answer =
                TypedSynthesizer.create(model, Ferry.class).synthesize(QUERY, many);

        assertThat(answer.response().sources())
                .extracting(SourceReference::use)
                .contains(SourceReference.Use.GIVEN, SourceReference.Use.LEFT_OUT);
    }

    @Test
    void create_componentThatCannotBeAskedFor_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedSynthesizer.create(saying(), Odd.class))
                .withMessageStartingWith("component thread of " + Odd.class.getName() + " must be text, ")
                .withMessageEndingWith("got: java.lang.Thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypedSynthesizer.create(saying(), Endless.class))
                .withMessage("record must not hold itself, got: " + Endless.class.getName());
    }

    private static ScriptedModel saying(String... replies) {
        Iterator<String> left = List.of(replies).iterator();
        return new ScriptedModel(
                new ModelLimits(4000, 200), WordTokenizer.create(), prompt -> ScriptedModel.said(left.next()));
    }
}

package dev.lectern.query.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.failure.CancelledException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.TokenUsage;
import dev.lectern.query.Explanation;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine answers, and what is said about it. */
class RouterQueryEngineTest {

    private final List<NamedEngine> engines = List.of(
            new NamedEngine("facts", "Single facts.", query -> Fakes.answered("A fact.", "facts")),
            new NamedEngine("overview", "Summaries.", query -> Fakes.answered("All of it.", "all")));

    @Test
    void query_modelChooses_asksThatEngineAndAddsTheCost() {
        Fakes.Model model = Fakes.Model.saying("{\"choice\": 2}");

        Response response = router(model).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("All of it.");
        assertThat(response.remarks())
                .containsExactly(
                        new Remark(Remark.Kind.ROUTED, "overview", "Engine \"overview\" answered: fake chose it."));
        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(response.usage().tokens()).isEqualTo(new TokenUsage(110, 23));
        assertThat(model.prompts.get(0).json()).isNotNull();
        assertThat(model.prompts.get(0).text()).contains(Fakes.QUERY.text(), "1. Single facts.", "2. Summaries.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"choice\": 2}\n```",
                "I choose {maybe} the second: {\"choice\": 2}. {\"choice\": 1}",
                "{\"choice\":2,\"why\":\"}{\"}",
                "{\"note\": {\"a\": 1}, \"choice\": 2" + "}"
            })
    void query_choiceInsideOtherText_isUnderstood(String answer) {
        assertThat(router(Fakes.Model.saying(answer)).query(Fakes.QUERY).text()).isEqualTo("All of it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "overview",
                "{\"choice\": 3}",
                "{\"choice\": 0}",
                "{\"choice\": \"2\"}",
                "{\"choice\": 2.5}",
                "{\"choice\": 2",
                "{}",
                "[2]",
                "{\"choice\": 99999999999}"
            })
    void query_noChoice_isAnsweredByTheFirstWithARemark(String answer) {
        Response response = router(Fakes.Model.saying(answer)).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("A fact.");
        assertThat(response.remarks())
                .containsExactly(new Remark(
                        Remark.Kind.FALLBACK,
                        "facts",
                        "Engine \"facts\" answered, the first of all: fake named none of 1 to 2."));
        assertThat(response.usage().modelCalls()).isEqualTo(2);
    }

    @Test
    void query_modelThatFails_isAnsweredByTheFirstWithItsReason() {
        Response response = router(Fakes.Model.failing()).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("A fact.");
        assertThat(response.remarks().get(0).text())
                .isEqualTo("Engine \"facts\" answered, the first of all: the choice failed:"
                        + " Could not complete the prompt: no power. Wait.");
    }

    @Test
    void query_modelThatFails_isCounted() {
        assertThat(router(Fakes.Model.failing()).query(Fakes.QUERY).usage().modelCalls())
                .isEqualTo(2);

        Fakes.Model broken = new Fakes.Model(prompt -> {
            throw new ModelException("fake", "Could not complete the prompt.", null) {
                private static final long serialVersionUID = 1L;

                @Override
                public TokenUsage usage() {
                    return new TokenUsage(7, 1);
                }
            };
        });
        assertThat(router(broken).query(Fakes.QUERY).usage().tokens()).isEqualTo(new TokenUsage(107, 21));
    }

    @Test
    void query_descriptionsBeyondTheWindow_areNotSentAndTheFirstAnswers() {
        Fakes.Model small = new Fakes.Model(prompt -> "{\"choice\": 2}", new ModelLimits(300, 50));
        List<NamedEngine> many = new ArrayList<>(engines);
        for (int i = 0; i < 40; i++) {
            many.add(new NamedEngine(
                    "more " + i, "Much that is of no use here.", engines.get(0).engine()));
        }

        Response response =
                RouterQueryEngine.create(ModelSelector.create(small), many).query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("A fact.");
        assertThat(response.remarks().get(0).text())
                .matches(
                        "Engine \"facts\" answered, the first of all: the question and 42 descriptions do not fit into fake by"
                                + " \\d+ tokens; shorten them, or choose by embedding\\.");
        assertThat(small.prompts).isEmpty();
        assertThat(response.usage().modelCalls()).isEqualTo(1);
    }

    @Test
    void selector_wordingOfOnesOwn_isUsed() {
        Fakes.Model model = Fakes.Model.saying("{\"choice\": 2}");
        PromptTemplate template = PromptTemplate.of("Wähle.", "{choices}\n---\n{query}");

        RouterQueryEngine.create(ModelSelector.create(model, template), engines).query(Fakes.QUERY);

        assertThat(model.prompts.get(0).text())
                .isEqualTo("Wähle.\n\n1. Single facts.\n2. Summaries.\n---\n" + Fakes.QUERY.text());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSelector.create(model, PromptTemplate.of("", "{query}")))
                .withMessage("template must hold {choices}, got: \"{query}\"");
    }

    @Test
    void explain_modelThatWouldChoose_isNotAskedAndEachEngineIsTold() {
        Fakes.Model model = Fakes.Model.failing();
        RouterQueryEngine router = RouterQueryEngine.create(
                ModelSelector.create(model),
                List.of(
                        new NamedEngine("facts", "Single facts.", Fakes.explained(1)),
                        new NamedEngine("overview", "Summaries.", Fakes.explained(3))));

        Explanation explanation = router.explain(Fakes.QUERY);

        assertThat(explanation.notes())
                .containsExactly(
                        "Choosing among 2 engines may take 1 model call more. What follows is what \"facts\" would take.",
                        "\"overview\" would take COMPACT: 3 model calls, 360 tokens at most.");
        assertThat(explanation.plan().calls()).hasSize(1);
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void explain_choiceThatCostsNothing_isMade() {
        EngineSelector last = new EngineSelector() {
            @Override
            public Selection select(Query query, List<NamedEngine> among, Cancellation cancellation) {
                return new Selection("overview", "it is", Usage.NONE);
            }

            @Override
            public boolean callsModel() {
                return false;
            }
        };
        RouterQueryEngine router = RouterQueryEngine.create(
                last, List.of(engines.get(0), new NamedEngine("overview", "Summaries.", Fakes.explained(3))));

        assertThat(router.explain(Fakes.QUERY).notes()).containsExactly("Engine \"overview\" answered: it is.");
        assertThat(router.explain(Fakes.QUERY).plan().calls()).hasSize(3);
    }

    @Test
    void query_cancelledMeanwhile_isNoFallback() {
        Cancellation cancellation = Cancellation.create();
        Fakes.Model model = new Fakes.Model(prompt -> {
            cancellation.cancel();
            return "{\"choice\": 2}";
        });

        assertThatThrownBy(() -> router(model).query(Fakes.QUERY, cancellation)).isInstanceOf(CancelledException.class);
    }

    @Test
    void query_oneEngine_needsNoChoice() {
        Fakes.Model model = Fakes.Model.failing();

        Response response = RouterQueryEngine.create(ModelSelector.create(model), engines.subList(1, 2))
                .query(Fakes.QUERY);

        assertThat(response.text()).isEqualTo("All of it.");
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void stream_tellsTheRouteAndTheEventsOfTheEngine() {
        List<AnswerEvent> events = new ArrayList<>();

        Response response =
                router(Fakes.Model.saying("{\"choice\": 2}")).stream(Fakes.QUERY, events::add, Cancellation.none());

        assertThat(events)
                .containsExactly(
                        new AnswerEvent.Stage("route", 1, 1),
                        new AnswerEvent.Sources(
                                List.of(response.sources().get(0).source())),
                        new AnswerEvent.Text("All of it."),
                        new AnswerEvent.Cost(response.usage()),
                        new AnswerEvent.Done(response));
        assertThat(response.usage().modelCalls()).isEqualTo(2);
    }

    @Test
    void create_withoutEnginesOrNames_isRefused() {
        EngineSelector selector = ModelSelector.create(Fakes.Model.saying(""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterQueryEngine.create(selector, List.of()))
                .withMessage("engines must have at least one, got: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouterQueryEngine.create(selector, List.of(engines.get(0), engines.get(0))))
                .withMessage("engines must have names of their own, got twice: facts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NamedEngine("facts", " ", engines.get(0).engine()))
                .withMessage("name and description must not be blank, got: \"facts\" and \" \"");
    }

    @Test
    void selector_modelThatFollowsNoInstructions_isRefused() {
        assertThatThrownBy(() -> ModelSelector.create(ExtractiveModel.create()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not choose an engine with extractive: it only answers questions from sources."
                        + " Use another language model, or choose by embedding.");
    }

    private RouterQueryEngine router(Fakes.Model model) {
        return RouterQueryEngine.create(ModelSelector.create(model), engines);
    }
}

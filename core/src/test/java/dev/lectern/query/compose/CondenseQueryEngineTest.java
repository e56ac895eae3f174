package dev.lectern.query.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lectern.Randomised;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelLimits;
import dev.lectern.query.QueryEngine;
import dev.lectern.retrieve.Query;
import dev.lectern.synthesize.AnswerEvent;
import dev.lectern.synthesize.PromptTemplate;
import dev.lectern.synthesize.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a follow-up question becomes one that stands alone. */
class CondenseQueryEngineTest {

    private static final Query FOLLOW_UP = Query.of("And on Sundays?").withTopK(2);

    private static final List<Turn> HISTORY = List.of(
            new Turn("Where is the pier?", "In Port Ellary."), new Turn("When does the ferry leave?", "At 18:15."));

    private final List<Query> asked = new ArrayList<>();
    private final QueryEngine inner = query -> {
        asked.add(query);
        return Fakes.answered("At noon [1].", "ferry");
    };

    @Test
    void query_followUp_isAskedInOtherWords() {
        Fakes.Model model = Fakes.Model.saying("When does the ferry leave on Sundays?");

        Response response = engine(model).query(FOLLOW_UP);

        assertThat(asked).containsExactly(new Query("When does the ferry leave on Sundays?", 2, null));
        assertThat(response.remarks())
                .containsExactly(new Remark(
                        Remark.Kind.REWORDED, FOLLOW_UP.text(), "Asked as: When does the ferry leave on Sundays?"));
        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(model.prompts.get(0).text())
                .contains(
                        "Question: Where is the pier?\nAnswer: In Port Ellary.\n\nQuestion: When does the ferry leave?")
                .contains("Last question: And on Sundays?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"On Sundays?\"", "\n  On Sundays?  \n\nThis is what you asked.", "On Sundays?"})
    void query_questionWithTrimmings_isTakenWithout(String answer) {
        engine(Fakes.Model.saying(answer)).query(FOLLOW_UP);

        assertThat(asked).extracting(Query::text).containsExactly("On Sundays?");
    }

    @Test
    void query_unchangedQuestion_isNoRemark() {
        assertThat(engine(Fakes.Model.saying(FOLLOW_UP.text())).query(FOLLOW_UP).remarks())
                .isEmpty();
        assertThat(asked).containsExactly(FOLLOW_UP);
    }

    @Test
    void query_withoutHistory_callsNoModel() {
        Fakes.Model model = Fakes.Model.failing();

        Response response = CondenseQueryEngine.create(inner, model).query(FOLLOW_UP);

        assertThat(asked).containsExactly(FOLLOW_UP);
        assertThat(response.remarks()).isEmpty();
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void query_modelThatCannot_asksTheQuestionAsItStandsAndSaysWhy() {
        Fakes.Model cut = Fakes.Model.saying("When does the");
        cut.reason = FinishReason.LENGTH;

        assertFallback(
                Fakes.Model.failing(), "it could not be rewritten: Could not complete the prompt: no power. Wait.");
        assertFallback(Fakes.Model.saying(" \n "), "fake did not rewrite it.");
        assertFallback(cut, "fake did not rewrite it.");
        assertFallback(ExtractiveModel.create(), "extractive does not rewrite questions.");
    }

    private void assertFallback(LanguageModel model, String reason) {
        asked.clear();
        Response response = engine(model).query(FOLLOW_UP);

        assertThat(asked).containsExactly(FOLLOW_UP);
        assertThat(response.remarks())
                .containsExactly(new Remark(
                        Remark.Kind.FALLBACK, FOLLOW_UP.text(), "The question was asked as it stands: " + reason));
    }

    @Test
    void query_longHistory_showsTheLatestTurnsAndSaysHowManyAreLeftOut() {
        Fakes.Model model = Fakes.Model.saying("On Sundays?");

        Response response =
                CondenseQueryEngine.create(inner, model, 20).after(HISTORY).query(FOLLOW_UP);

        assertThat(model.prompts.get(0).text()).contains("At 18:15.").doesNotContain("Port Ellary");
        assertThat(response.remarks().get(0).text())
                .isEqualTo("Asked as: On Sundays? The 1 oldest turns were left out.");
    }

    @Test
    void query_anyHistory_keepsItsBoundAndTheWindowOfTheModel() {
        Randomised.times(100, random -> {
            List<Turn> turns = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                turns.add(new Turn("q".repeat(1 + random.nextInt(40)) + " " + i, "word ".repeat(random.nextInt(60))));
            }
            ModelLimits limits = new ModelLimits(200 + random.nextInt(400), 50);
            Fakes.Model model = new Fakes.Model(prompt -> "Alone?", limits);
            int historyTokens = 1 + random.nextInt(300);

            CondenseQueryEngine.create(inner, model, historyTokens).after(turns).query(FOLLOW_UP);

            if (model.prompts.isEmpty()) {
                return; // no turn fits
            }
            String prompt = model.prompts.get(0).text();
            int tokens = WordTokenizer.create().count(prompt);
            assertThat(tokens + model.prompts.get(0).maxOutputTokens()).isLessThanOrEqualTo(limits.contextTokens());
            int start = Math.max(0, prompt.indexOf("Question: "));
            String shown = prompt.substring(start, prompt.indexOf("Last question: "));
            assertThat(start == 0 ? 0 : WordTokenizer.create().count(shown)).isLessThanOrEqualTo(historyTokens);
        });
    }

    @Test
    void query_latestTurnThatDoesNotFit_isShownByItsQuestion() {
        Fakes.Model model = Fakes.Model.saying("On Sundays?");
        List<Turn> turns = List.of(HISTORY.get(0), new Turn("When does the ferry leave?", "word ".repeat(60)));

        Response response =
                CondenseQueryEngine.create(inner, model, 20).after(turns).query(FOLLOW_UP);

        assertThat(model.prompts.get(0).text())
                .contains("Question: When does the ferry leave?\n\nLast question: And on Sundays?")
                .doesNotContain("word", "Port Ellary");
        assertThat(response.remarks().get(0).text())
                .isEqualTo("Asked as: On Sundays? Only the question before it was shown.");
    }

    @Test
    void query_historyThatDoesNotFitAtAll_callsNoModel() {
        Fakes.Model model = Fakes.Model.failing();
        Fakes.Model small = new Fakes.Model(prompt -> "?", new ModelLimits(90, 20));

        Response tight =
                CondenseQueryEngine.create(inner, model, 2).after(HISTORY).query(FOLLOW_UP);
        Response narrow = engine(small).query(Query.of("And on Sundays" + " or on any other day".repeat(9) + "?"));

        assertThat(tight.remarks().get(0).text())
                .isEqualTo("The question was asked as it stands: no turn of the conversation fits into 2 tokens.");
        assertThat(narrow.remarks().get(0).text())
                .isEqualTo("The question was asked as it stands: no turn of the conversation fits into fake.");
        assertThat(model.prompts).isEmpty();
        assertThat(small.prompts).isEmpty();
    }

    @Test
    void query_callThatFails_isCounted() {
        assertThat(engine(Fakes.Model.failing()).query(FOLLOW_UP).usage().modelCalls())
                .isEqualTo(2);
    }

    @Test
    void create_wordingOfOnesOwn_isUsed() {
        Fakes.Model model = Fakes.Model.saying("On Sundays?");
        PromptTemplate template = PromptTemplate.of("", "<{history}>{query}");

        CondenseQueryEngine.create(inner, model, 1000, template)
                .after(HISTORY.subList(1, 2))
                .query(FOLLOW_UP);

        assertThat(model.prompts.get(0).text())
                .isEqualTo("<Question: When does the ferry leave?\nAnswer: At 18:15.\n\n>And on Sundays?");
    }

    @Test
    void explain_withHistory_asksNoModelAndSaysWhatItWouldCost() {
        Fakes.Model model = Fakes.Model.failing();
        CondenseQueryEngine engine = CondenseQueryEngine.create(Fakes.explained(2), model);

        assertThat(engine.explain(FOLLOW_UP).notes()).isEmpty();
        assertThat(engine.after(HISTORY).explain(FOLLOW_UP).notes())
                .containsExactly(
                        "Rewriting the question takes 1 model call more. What follows is for the question as it stands.");
        assertThat(model.prompts).isEmpty();
    }

    @Test
    void stream_followUp_tellsTheRewritingAndTheEventsOfTheEngine() {
        List<AnswerEvent> events = new ArrayList<>();

        Response response =
                engine(Fakes.Model.saying("On Sundays?")).stream(FOLLOW_UP, events::add, Cancellation.none());

        assertThat(events.get(0)).isEqualTo(new AnswerEvent.Stage("condense", 1, 1));
        assertThat(Fakes.joined(events)).isEqualTo(response.text());
        assertThat(events.get(events.size() - 1)).isEqualTo(new AnswerEvent.Done(response));
        assertThat(events.get(events.size() - 2)).isEqualTo(new AnswerEvent.Cost(response.usage()));
        assertThat(response.usage().modelCalls()).isEqualTo(2);
    }

    @Test
    void create_historyTokensBelowOne_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CondenseQueryEngine.create(inner, Fakes.Model.saying(""), 0))
                .withMessage("historyTokens must be 1 or more, got: 0");
    }

    private CondenseQueryEngine engine(LanguageModel model) {
        return CondenseQueryEngine.create(inner, model).after(HISTORY);
    }
}

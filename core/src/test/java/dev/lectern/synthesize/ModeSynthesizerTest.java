package dev.lectern.synthesize;

import static dev.lectern.synthesize.SynthesisPlan.Kind.ANSWER;
import static dev.lectern.synthesize.SynthesisPlan.Kind.COMBINE;
import static dev.lectern.synthesize.SynthesisPlan.Kind.REFINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.FailurePolicy;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeSynthesizerTest {

    private static final Query QUERY = Query.of("When does the tide turn?");

    private static final PromptTemplates BARE = PromptTemplates.of(
                    "", "{context} {query}", "{context} {query} {existing_answer}")
            .withCombine(PromptTemplate.of("", "{answers} {query}"));

    private static final List<ScoredNode> THREE =
            nodes("a b c d e f g h i j", "k l m n o p q r s t", "u v w x y z a b c d");

    @Test
    void refine_nodesThatWouldFit_takeACallEach() {
        ScriptedModel model = model(1000, 100, prompt -> "seen" + numbers(prompt));

        Response response = ModeSynthesizer.create(ResponseMode.REFINE, model).synthesize(QUERY, THREE);

        assertThat(model.prompts).extracting(Prompt::existingAnswer).containsExactly(null, "seen[1]", "seen[2]");
        assertThat(response.text()).isEqualTo("seen[3]");
        assertThat(response.parts()).extracting(AnswerPart::kind).containsExactly(ANSWER, REFINE, REFINE);
        assertThat(response.parts()).extracting(AnswerPart::text).containsExactly("seen[1]", "seen[2]", "seen[3]");
    }

    @Test
    void simpleSummarize_nodesThatDoNotFit_areCutToEqualSharesAndReported() {
        ScriptedModel model = model(60, 10, prompt -> "ok");
        List<ScoredNode> nodes =
                nodes("Short one.", "The tide turns. ".repeat(20).strip());

        Response response = bare(ResponseMode.SIMPLE_SUMMARIZE, model).build().synthesize(QUERY, nodes);

        assertThat(model.prompts).hasSize(1);
        assertThat(model.prompts.get(0).text()).contains("[1]\nShort one.").contains("[2]\nThe tide turns. The");
        assertThat(response.sources().get(0).leftOutChars()).isZero();
        ContextPiece shown = model.prompts.get(0).context().get(1);
        assertThat(response.sources().get(1).leftOutChars())
                .isEqualTo(nodes.get(1).node().text().length() - shown.text().length() - 1);
        assertThat(response.sources().get(1).use()).isEqualTo(SourceReference.Use.GIVEN);
    }

    @Test
    void treeSummarize_nodesThatDoNotFit_areAnsweredAndTheAnswersJoined() {
        ScriptedModel model = model(48, 10, prompt -> prompt.context().isEmpty() ? "joined" : "seen" + numbers(prompt));

        Response response = bare(ResponseMode.TREE_SUMMARIZE, model)
                .build()
                .synthesize(
                        QUERY,
                        nodes(
                                "a b c d e f g h i j k l m n o p q",
                                "a b c d e f g h i j k l m n o p q",
                                "u v w x y z a b c d e f g h i j k"));

        assertThat(response.parts())
                .extracting(AnswerPart::kind)
                .containsExactly(ANSWER, ANSWER, ANSWER, COMBINE, COMBINE);
        assertThat(response.text()).isEqualTo("joined");
        assertThat(model.prompts.get(3).text())
                .isEqualTo("Answer 1:\nseen[2]\n\nAnswer 2:\nseen[3] When does the tide turn?");
        assertThat(model.prompts.get(4).text())
                .isEqualTo("Answer 1:\nseen[1]\n\nAnswer 2:\njoined When does the tide turn?");
    }

    @Test
    void treeSummarize_onlyOnePartAnswers_needsNoJoining() {
        ScriptedModel model = completing(
                50,
                10,
                prompt -> numbers(prompt).contains(3)
                        ? ScriptedModel.said("at noon [3]")
                        : ScriptedModel.ended(FinishReason.NO_ANSWER, "Silent."));

        Response response = bare(ResponseMode.TREE_SUMMARIZE, model).build().synthesize(QUERY, THREE);

        assertThat(response.text()).isEqualTo("at noon [3]");
        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(response.citedSources()).extracting(SourceReference::number).containsExactly(3);
    }

    @Test
    void treeSummarize_joiningFails_showsTheAnswersBelowEachOther() {
        ScriptedModel model = completing(50, 10, prompt -> {
            if (prompt.context().isEmpty()) {
                throw failure();
            }
            return ScriptedModel.said("seen " + numbers(prompt).get(0));
        });

        Response response = bare(ResponseMode.TREE_SUMMARIZE, model)
                .failurePolicy(FailurePolicy.COLLECT)
                .build()
                .synthesize(QUERY, THREE);

        assertThat(response.text()).isEqualTo("seen 1\n\nseen 3");
        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
    }

    @Test
    void accumulate_nodes_giveAnAnswerEachSideBySide() {
        ScriptedModel model = model(1000, 100, prompt -> "seen " + numbers(prompt));

        Response response =
                ModeSynthesizer.create(ResponseMode.ACCUMULATE, model).synthesize(QUERY, nodes("a", "b"));

        assertThat(response.text()).isEqualTo("Source 1:\nseen [1]\n\nSource 2:\nseen [2]");
        assertThat(response.parts()).extracting(AnswerPart::numbers).containsExactly(List.of(1), List.of(2));
        assertThat(response.parts()).extracting(AnswerPart::text).containsExactly("seen [1]", "seen [2]");
        assertThat(response.citedSources()).hasSize(2);
    }

    @Test
    void accumulate_nodeThatTakesTwoCalls_saysWhichPart() {
        ScriptedModel model = model(50, 10, prompt -> "ok");

        Response response = bare(ResponseMode.ACCUMULATE, model)
                .build()
                .synthesize(
                        QUERY, nodes("The tide turns twice a day. ".repeat(6).strip()));

        assertThat(response.text()).startsWith("Source 1, part 1 of 2:\nok\n\nSource 1, part 2 of 2:\n");
    }

    @Test
    void compactAccumulate_nodes_shareCalls() {
        ScriptedModel model = model(50, 10, prompt -> "ok");

        Response response = bare(ResponseMode.COMPACT_ACCUMULATE, model).build().synthesize(QUERY, THREE);

        assertThat(response.text()).isEqualTo("Sources 1, 2:\nok\n\nSource 3:\nok");
    }

    @Test
    void generation_nodes_areNotShown() {
        ScriptedModel model = model(1000, 100, prompt -> "Twice a day [1].");

        Response response =
                ModeSynthesizer.create(ResponseMode.GENERATION, model).synthesize(QUERY, THREE);

        assertThat(model.prompts).singleElement().satisfies(prompt -> {
            assertThat(prompt.text()).isEqualTo("Question: When does the tide turn?\n\nAnswer:");
            assertThat(prompt.context()).isEmpty();
        });
        assertThat(response.status()).isEqualTo(ResponseStatus.UNSOURCED);
        assertThat(response.citedSources()).isEmpty();
    }

    @Test
    void noText_nodes_areSourcesOfNoText() {
        Response response = ModeSynthesizer.create(ResponseMode.NO_TEXT, model(100, 10, prompt -> "never"))
                .synthesize(QUERY, THREE);

        assertThat(response.text()).isEmpty();
        assertThat(response.status()).isEqualTo(ResponseStatus.RETRIEVED);
        assertThat(response.sources()).hasSize(3);
        assertThat(response.usage().modelCalls()).isZero();
    }

    @Test
    void contextOnly_nodes_areTheTextAndQuotesOfThemselves() {
        List<ScoredNode> nodes = nodes("The tide turns.", "At noon.");

        Response response = ModeSynthesizer.create(ResponseMode.CONTEXT_ONLY, model(100, 10, prompt -> "never"))
                .synthesize(QUERY, nodes);

        assertThat(response.text()).isEqualTo("[1]\nThe tide turns.\n\n[2]\nAt noon.");
        assertThat(response.status()).isEqualTo(ResponseStatus.RETRIEVED);
        assertThat(response.quotes())
                .extracting(quote -> quote.answerSpan().of(response.text()))
                .containsExactly("The tide turns.", "At noon.");
        assertThat(response.citedSources()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(ResponseMode.class)
    void synthesize_extractiveModel_quotesRightInEveryMode(ResponseMode mode) {
        String text =
                "The tide does turn twice a day. Gulls sleep on walls. When the moon is full the tide does turn late.";
        ScoredNode one = scored(Node.of("doc", 0, new Span(0, 52), text.substring(0, 52), Metadata.empty()));
        ScoredNode two = scored(Node.of("doc", 1, new Span(53, text.length()), text.substring(53), Metadata.empty()));
        try (ExtractiveModel extractive = ExtractiveModel.create()) {
            ScriptedModel small =
                    new ScriptedModel(new ModelLimits(100, 25), extractive.tokenizer(), extractive::complete);

            Response response =
                    ModeSynthesizer.builder(mode, small).templates(BARE).build().synthesize(QUERY, List.of(one, two));

            assertThat(response.quotes())
                    .allSatisfy(quote -> assertThat(quote.answerSpan().of(response.text()))
                            .isEqualTo(quote.documentSpan().of(text)));
            switch (mode) {
                case GENERATION -> assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
                case NO_TEXT -> assertThat(response.quotes()).isEmpty();
                default -> assertThat(response.text()).contains("The tide does turn twice a day.");
            }
        }
    }

    @Test
    void treeSummarize_extractiveModelOverSeveralCalls_joinsWhatWasQuoted() {
        String one = "The tide does turn twice a day. " + "Gulls sleep on the old harbour walls. ".repeat(4);
        String text = one + "When the moon is full the tide does turn late. "
                + "Nets dry on the poles by the sea. ".repeat(4);
        List<ScoredNode> nodes = List.of(
                scored(Node.of("doc", 0, new Span(0, one.length()), one, Metadata.empty())),
                scored(Node.of(
                        "doc",
                        1,
                        new Span(one.length(), text.length()),
                        text.substring(one.length()),
                        Metadata.empty())));
        try (ExtractiveModel extractive = ExtractiveModel.create()) {
            ScriptedModel small =
                    new ScriptedModel(new ModelLimits(90, 25), extractive.tokenizer(), extractive::complete);

            Response response = bare(ResponseMode.TREE_SUMMARIZE, small).build().synthesize(QUERY, nodes);

            assertThat(response.parts()).extracting(AnswerPart::kind).containsExactly(ANSWER, ANSWER, COMBINE);
            assertThat(response.quotes())
                    .isNotEmpty()
                    .allSatisfy(quote -> assertThat(quote.answerSpan().of(response.text()))
                            .isEqualTo(quote.documentSpan().of(text)));
        }
    }

    @Test
    void noContext_policies_doWhatTheySay() {
        ScriptedModel model = model(100, 10, prompt -> "I think so.");
        Function<NoContext, Response> asked = policy -> ModeSynthesizer.builder(ResponseMode.COMPACT, model)
                .noContext(policy)
                .build()
                .synthesize(QUERY, List.of());

        assertThat(asked.apply(NoContext.TEXT).text()).isEqualTo("Nothing was found for this question.");
        assertThat(asked.apply(NoContext.STATUS).text()).isEmpty();
        assertThat(asked.apply(NoContext.STATUS).status()).isEqualTo(ResponseStatus.NO_CONTEXT);
        assertThat(model.prompts).isEmpty();
        assertThat(asked.apply(NoContext.ANSWER).text()).isEqualTo("I think so.");
        assertThat(asked.apply(NoContext.ANSWER).status()).isEqualTo(ResponseStatus.UNSOURCED);
        assertThatThrownBy(() -> asked.apply(NoContext.EXCEPTION))
                .isInstanceOf(SynthesisException.class)
                .hasMessageStartingWith("Could not answer the question: nothing was found for it.");
    }

    @Test
    void filter_sourceThatHoldsNoAnswer_isPassedOver() {
        ScriptedModel model = model(
                1000,
                100,
                prompt -> numbers(prompt).equals(List.of(2))
                        ? "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon\\\" [2].\"}"
                        : "```json\n{\"sources_hold_answer\": false, \"answer\": \"Bread is nice.\"}\n```");

        Response response = ModeSynthesizer.builder(ResponseMode.REFINE, model)
                .filter(AnswerFilter.STRUCTURED)
                .build()
                .synthesize(QUERY, THREE);

        assertThat(response.text()).isEqualTo("At \"noon\" [2].");
        assertThat(response.status()).isEqualTo(ResponseStatus.ANSWERED);
        assertThat(model.prompts).extracting(Prompt::json).containsOnly(FilteredReply.FORMAT);
        assertThat(model.prompts.get(0).text()).endsWith(FilteredReply.INSTRUCTION);
        assertThat(model.prompts).extracting(Prompt::existingAnswer).containsExactly(null, null, "At \"noon\" [2].");
    }

    @Test
    void filter_noSourceHoldsAnAnswer_isNoAnswer() {
        ScriptedModel model = model(1000, 100, prompt -> "{\"sources_hold_answer\": false, \"answer\": \"\"}");

        Response response = ModeSynthesizer.builder(ResponseMode.COMPACT, model)
                .filter(AnswerFilter.STRUCTURED)
                .build()
                .synthesize(QUERY, THREE);

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
        assertThat(response.text()).isEqualTo("The sources hold no answer to this.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sources_hold_answer\": false}",
                "{\"sources_hold_answer\": false, \"answer\": null}",
                "{\"answer\": \"Bread.\", \"sources_hold_answer\": false}",
            })
    void filter_replyThatOnlySaysNo_isNoAnswer(String reply) {
        Response response = filtered(ScriptedModel.said(reply));

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
        assertThat(response.text()).isEqualTo("The sources hold no answer to this.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon",
                "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon\\",
                "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon\\u00",
                "{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon\"",
                "```json\n{\"sources_hold_answer\": true, \"answer\": \"At \\\"noon",
                "{\"answer\": \"At \\\"noon",
                "{\"answer\": \"At \\\"noon\", \"sources_hold_an",
            })
    void filter_replyThatWasCut_isTheAnswerAsFarAsItCame(String reply) {
        Response response = filtered(ScriptedModel.ended(FinishReason.LENGTH, reply));

        assertThat(response.status()).isEqualTo(ResponseStatus.TRUNCATED);
        assertThat(response.text()).isEqualTo("At \"noon");
    }

    @Test
    void filter_replyThatWasCutAfterItSaidNo_isNoAnswer() {
        Response response = filtered(
                ScriptedModel.ended(FinishReason.LENGTH, "{\"sources_hold_answer\": false, \"answer\": \"The"));

        assertThat(response.status()).isEqualTo(ResponseStatus.NO_ANSWER);
    }

    @Test
    void filter_replyThatWasCutBeforeAnAnswer_isAFailure() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> filtered(ScriptedModel.ended(FinishReason.LENGTH, "{\"sources_hold_answer\": tr")))
                .withMessage("Could not read the reply of scripted: the limit on output cut it before an answer began."
                        + " Raise maxOutputTokens.");
    }

    private static Response filtered(Completion reply) {
        return ModeSynthesizer.builder(ResponseMode.COMPACT, completing(1000, 100, prompt -> reply))
                .filter(AnswerFilter.STRUCTURED)
                .build()
                .synthesize(QUERY, THREE);
    }

    @Test
    void filter_replyThatIsNoJson_isAFailure() {
        ScriptedModel model = model(1000, 100, prompt -> "At noon.");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModeSynthesizer.builder(ResponseMode.COMPACT, model)
                        .filter(AnswerFilter.STRUCTURED)
                        .build()
                        .synthesize(QUERY, THREE))
                .withMessageStartingWith("Could not read the reply of scripted: it is not the JSON object");
    }

    @Test
    void failurePolicy_collect_answersFromTheOtherCalls() {
        ScriptedModel model = completing(1000, 100, prompt -> {
            if (numbers(prompt).contains(2)) {
                throw failure();
            }
            return ScriptedModel.said("seen " + numbers(prompt));
        });

        Response response = ModeSynthesizer.builder(ResponseMode.ACCUMULATE, model)
                .failurePolicy(FailurePolicy.COLLECT)
                .build()
                .synthesize(QUERY, THREE);

        assertThat(response.status()).isEqualTo(ResponseStatus.PARTIAL);
        assertThat(response.text())
                .isEqualTo("Source 1:\nseen [1]\n\nSource 2:\nThis source could not be used.\n\nSource 3:\nseen [3]");
        assertThat(response.parts().get(1).failure()).hasMessage("Could not do it: no.");
        assertThat(response.usage().modelCalls()).isEqualTo(3);
    }

    @Test
    void failurePolicy_collectButAllFail_throwsTheFirst() {
        ScriptedModel model = completing(1000, 100, prompt -> {
            throw failure();
        });

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> ModeSynthesizer.builder(ResponseMode.REFINE, model)
                        .failurePolicy(FailurePolicy.COLLECT)
                        .build()
                        .synthesize(QUERY, THREE));
    }

    @Test
    void explain_tree_saysWhatGoesWhere() {
        SynthesisPlan plan = bare(ResponseMode.TREE_SUMMARIZE, model(50, 10, prompt -> "never"))
                .build()
                .plan(QUERY, THREE);

        assertThat(plan.explain().lines())
                .hasSize(4)
                .first()
                .asString()
                .isEqualTo("TREE_SUMMARIZE: 3 model calls, " + plan.maxTokens() + " tokens at most");
        assertThat(plan.explain())
                .contains("call 1 ANSWER [1] [2]: up to ")
                .contains("call 3 COMBINE after call 1, 2: up to ")
                .contains(" tokens in, 10 out");
    }

    @Test
    void explain_textThatIsCut_saysHowMuch() {
        SynthesisPlan plan = bare(ResponseMode.COMPACT, model(50, 10, prompt -> "never"))
                .overflow(OverflowPolicy.DROP_LOWEST)
                .build()
                .plan(QUERY, THREE);

        assertThat(plan.explain()).endsWith("not shown: 19 characters of [3]");
    }

    @Test
    void overflow_otherModeThanCompact_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeSynthesizer.builder(ResponseMode.REFINE, model(50, 10, prompt -> "never"))
                        .overflow(OverflowPolicy.TREE))
                .withMessage("overflow must go with mode COMPACT, got: TREE with REFINE");
    }

    private static ModelException failure() {
        return new ModelException("scripted", "Could not do it: no.", null);
    }

    private static ModeSynthesizer.Builder bare(ResponseMode mode, ScriptedModel model) {
        return ModeSynthesizer.builder(mode, model).templates(BARE);
    }

    private static ScriptedModel model(int contextTokens, int outputTokens, Function<Prompt, String> rule) {
        return completing(contextTokens, outputTokens, prompt -> ScriptedModel.said(rule.apply(prompt)));
    }

    private static ScriptedModel completing(int contextTokens, int outputTokens, Function<Prompt, Completion> rule) {
        return new ScriptedModel(new ModelLimits(contextTokens, outputTokens), WordTokenizer.create(), rule);
    }

    /** One document per text, each one node. */
    static List<ScoredNode> nodes(String... texts) {
        List<ScoredNode> nodes = new ArrayList<>();
        for (String text : texts) {
            Span span = new Span(0, text.length());
            nodes.add(scored(Node.of("doc-" + nodes.size(), 0, span, text, Metadata.empty())));
        }
        return nodes;
    }

    private static ScoredNode scored(Node node) {
        return new ScoredNode(node, 0.5, ScoreKind.COSINE);
    }

    private static List<Integer> numbers(Prompt prompt) {
        return prompt.context().stream().map(ContextPiece::number).distinct().collect(Collectors.toList());
    }
}

package dev.lectern.postprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.Randomised;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.failure.CancelledException;
import dev.lectern.failure.Remark;
import dev.lectern.model.Cancellation;
import dev.lectern.model.Completion;
import dev.lectern.model.ExtractiveModel;
import dev.lectern.model.FinishReason;
import dev.lectern.model.LanguageModel;
import dev.lectern.model.ModelException;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.model.TokenUsage;
import dev.lectern.query.RetrieverQueryEngine;
import dev.lectern.retrieve.Processed;
import dev.lectern.retrieve.Retrieval;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.CompactSynthesizer;
import dev.lectern.synthesize.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model's judgements make of an order, and what bad ones leave of it. */
class ModelRerankTest {

    private static final Cancellation NONE = Cancellation.none();

    @Test
    void process_judgements_putTheMostHelpfulFirst() {
        Judge judge = new Judge(prompt -> judgements(1, 2, 2, 9.5, 3, 4));

        Processed processed = ModelRerank.create(judge, 2).process(Ranked.QUERY, Ranked.texts("a", "b", "c"), NONE);

        assertThat(processed.nodes()).extracting(node -> node.node().text()).containsExactly("b", "c");
        assertThat(processed.nodes()).extracting(ScoredNode::score).containsExactly(0.95, 0.4);
        assertThat(processed.nodes()).extracting(ScoredNode::kind).containsOnly(ScoreKind.RERANK);
        assertThat(processed.modelCalls()).isEqualTo(1);
        assertThat(processed.tokens()).isEqualTo(new TokenUsage(10, 3));
        assertThat(processed.remarks()).isEmpty();
        assertThat(judge.prompts.get(0).text()).contains(Ranked.QUERY.text(), "[1] a", "[2] b", "[3] c");
        assertThat(judge.prompts.get(0).json()).isNotNull();
    }

    @Test
    void process_nodesLeftOut_followInTheirOrderWithTheirScores() {
        List<ScoredNode> given = Ranked.texts("a", "b", "c", "d");

        List<ScoredNode> ranked =
                ModelRerank.create(new Judge(prompt -> judgements(3, 1)), 9).process(Ranked.QUERY, given);

        assertThat(ranked).extracting(node -> node.node().text()).containsExactly("c", "a", "b", "d");
        assertThat(ranked.subList(1, 4)).containsExactly(given.get(0), given.get(1), given.get(3));
    }

    @Test
    void process_whatIsNoJudgement_isPassedOver() {
        String answer =
                "Sure: {\"judgements\": [{\"passage\": 0, \"relevance\": 9}, {\"passage\": 4, \"relevance\": 9}, \"b\","
                        + "{\"passage\": \"1\", \"relevance\": 9}, {\"passage\": 2, \"relevance\": \"high\"}, {\"passage\": 2, \"relevance\": 99},"
                        + "{\"passage\": 2, \"relevance\": 1}, {\"passage\": 3, \"relevance\": -5}, null, {}]}";

        List<ScoredNode> ranked =
                ModelRerank.create(new Judge(prompt -> answer), 9).process(Ranked.QUERY, Ranked.texts("a", "b", "c"));

        assertThat(ranked).extracting(node -> node.node().text()).containsExactly("b", "c", "a");
        assertThat(ranked).extracting(ScoredNode::score).containsExactly(1.0, 0.0, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b is best",
                "{}",
                "{\"judgements\": 3}",
                "{\"judgements\": []}",
                "[{\"passage\": 1}]",
                "{\"judgements\": ["
            })
    void process_noJudgement_keepsTheOrderAndSaysSo(String answer) {
        List<ScoredNode> given = Ranked.texts("a", "b", "c");

        Processed processed = ModelRerank.create(new Judge(prompt -> answer), 2).process(Ranked.QUERY, given, NONE);

        assertThat(processed.nodes()).isEqualTo(given.subList(0, 2));
        assertThat(processed.remarks())
                .containsExactly(new Remark(
                        Remark.Kind.FALLBACK,
                        "model-rerank",
                        "The sources kept the order of retrieval: judge judged none of 3 passages."));
        assertThat(processed.modelCalls()).isEqualTo(1);
    }

    @Test
    void process_modelThatFails_keepsTheOrderAndSaysWhy() {
        Judge judge = new Judge(prompt -> {
            throw new ModelException("judge", "Could not complete the prompt: no power.", null);
        });

        Processed processed = ModelRerank.create(judge, 9).process(Ranked.QUERY, Ranked.texts("a", "b"), NONE);

        assertThat(processed.nodes()).isEqualTo(Ranked.texts("a", "b"));
        assertThat(processed.remarks())
                .extracting(Remark::text)
                .containsExactly("The sources kept the order of retrieval: Could not complete the prompt: no power.");
    }

    @Test
    void process_manyNodes_areJudgedInBatches() {
        String[] texts = new String[25];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "text " + i;
        }
        Judge judge = new Judge(prompt -> judgements(1, prompt.text().contains("text 20") ? 10 : 1));

        List<ScoredNode> ranked = ModelRerank.create(judge, 30).process(Ranked.QUERY, Ranked.texts(texts));

        assertThat(judge.prompts).hasSize(3);
        assertThat(ranked.subList(0, 3))
                .extracting(node -> node.node().text())
                .containsExactly("text 20", "text 0", "text 10");
        assertThat(ranked).hasSize(25);
    }

    @Test
    void process_longNodes_fitTheWindowByTheirBeginning() {
        Judge judge = new Judge(prompt -> judgements(1, 5), new ModelLimits(900, 100));
        String longText = "begin " + "word ".repeat(600) + "end";

        ModelRerank.create(judge, 9).process(Ranked.QUERY, Ranked.texts(longText, longText + "2", longText + "3"));

        assertThat(judge.prompts).hasSize(3).allSatisfy(prompt -> {
            assertThat(prompt.text()).contains("begin").doesNotContain("end");
            assertThat(WordTokenizer.create().count(prompt.text()) + prompt.maxOutputTokens())
                    .isLessThanOrEqualTo(900);
        });
    }

    @Test
    void process_windowTooSmall_keepsTheOrderWithoutACall() {
        Judge judge = new Judge(prompt -> "", new ModelLimits(60, 30));

        Processed processed = ModelRerank.create(judge, 9).process(Ranked.QUERY, Ranked.texts("a"), NONE);

        assertThat(judge.prompts).isEmpty();
        assertThat(processed.remarks())
                .extracting(Remark::text)
                .containsExactly(
                        "The sources kept the order of retrieval: question and passage do not fit into judge.");
    }

    @Test
    void process_anyAnswer_losesAndInventsNoNode() {
        Randomised.times(300, random -> {
            String answer = anyAnswer(random);
            List<ScoredNode> given = Ranked.texts("a", "b", "c", "d", "e");

            List<ScoredNode> ranked =
                    ModelRerank.create(new Judge(prompt -> answer), 5).process(Ranked.QUERY, given);

            assertThat(ranked)
                    .extracting(ScoredNode::node)
                    .containsExactlyInAnyOrderElementsOf(
                            given.stream().map(ScoredNode::node).toList());
        });
    }

    @Test
    void process_cancelled_isNoFallback() {
        Cancellation cancellation = Cancellation.create();
        Judge judge = new Judge(prompt -> {
            cancellation.cancel();
            return judgements(1, 5);
        });

        assertThatThrownBy(() -> ModelRerank.create(judge, 9).process(Ranked.QUERY, Ranked.texts("a"), cancellation))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void engine_withReRanking_countsItsCallsAndTellsItsRemarks() {
        Response response = RetrieverQueryEngine.create(
                        query -> Retrieval.of(Ranked.texts("Walls are of stone.", "The tide turns at noon.")),
                        List.of(ModelRerank.create(new Judge(prompt -> "none"), 9)),
                        CompactSynthesizer.create(ExtractiveModel.create()))
                .query(Ranked.QUERY);

        assertThat(response.usage().modelCalls()).isEqualTo(2);
        assertThat(response.usage().tokens().inputTokens()).isGreaterThan(10);
        assertThat(response.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.FALLBACK);
    }

    @Test
    void create_wrongOptions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelRerank.create(new Judge(prompt -> ""), 0))
                .withMessage("keep must be 1 or more, got: 0");
        assertThatThrownBy(() -> ModelRerank.create(ExtractiveModel.create(), 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("Could not re-rank with extractive: it only answers questions from sources."
                        + " Use another language model, or the postprocessor mmr.");
    }

    private static String judgements(double... passagesAndRelevance) {
        List<String> each = new ArrayList<>();
        for (int i = 0; i < passagesAndRelevance.length; i += 2) {
            each.add("{\"passage\": " + (int) passagesAndRelevance[i] + ", \"relevance\": "
                    + passagesAndRelevance[i + 1] + "}");
        }
        return "{\"judgements\": [" + String.join(",", each) + "]}";
    }

    private static String anyAnswer(Random random) {
        String[] parts = {
            "{\"judgements\": [",
            "{\"passage\": 1, \"relevance\": 3}",
            "{\"passage\": 5, \"relevance\": 1e99}",
            ",",
            "]}",
            "{",
            "}",
            "\"",
            "{\"passage\": -1, \"relevance\": 3}",
            "nonsense",
            "{\"passage\": 2, \"relevance\": NaN}"
        };
        StringBuilder answer = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            answer.append(parts[random.nextInt(parts.length)]);
        }
        return answer.toString();
    }

    /** Answers by a rule and keeps its prompts. */
    private static final class Judge implements LanguageModel {

        final List<Prompt> prompts = new ArrayList<>();
        private final Function<Prompt, String> rule;
        private final ModelLimits limits;

        Judge(Function<Prompt, String> rule) {
            this(rule, new ModelLimits(4000, 500));
        }

        Judge(Function<Prompt, String> rule, ModelLimits limits) {
            this.rule = rule;
            this.limits = limits;
        }

        @Override
        public String name() {
            return "judge";
        }

        @Override
        public ModelLimits limits() {
            return limits;
        }

        @Override
        public Tokenizer tokenizer() {
            return WordTokenizer.create();
        }

        @Override
        public Completion complete(Prompt prompt) {
            prompts.add(prompt);
            return new Completion(rule.apply(prompt), FinishReason.STOP, new TokenUsage(10, 3), List.of());
        }
    }
}

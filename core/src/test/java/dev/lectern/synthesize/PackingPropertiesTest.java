package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;
import dev.lectern.embed.WordTokenizer;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any nodes, any window and any tokenizer; the seed is taken back as the system property {@code lectern.seed}. */
class PackingPropertiesTest {

    private static final int ROUNDS = 400;

    private static final List<Tokenizer> TOKENIZERS =
            List.of(WordTokenizer.create(), SeamTokenizers.blocks(), SeamTokenizers.runs());

    /** Leaves small windows to the nodes, and has a seam at each place. */
    private static final PromptTemplates BARE =
            new PromptTemplates("", "S {context} Q {query}", "Q {query} A {existing_answer} S {context} .");

    @ParameterizedTest(name = "{0}")
    @EnumSource(OverflowPolicy.class)
    void synthesize_anything_keepsTheRulesOfPacking(OverflowPolicy overflow) {
        long seed = Long.getLong("lectern.seed", 20_261_124L);
        Random random = new Random(seed);
        int answered = 0;
        int severalCalls = 0;

        for (int round = 0; round < ROUNDS; round++) {
            Case one = new Case(random, overflow, "seed %d, round %d".formatted(seed, round));
            if (one.run()) {
                one.check();
                answered++;
                severalCalls += one.model.prompts.size() > 1 ? 1 : 0;
            }
        }

        assertThat(answered).as("seed %d, rounds with room for an answer", seed).isGreaterThan(ROUNDS / 2);
        if (overflow == OverflowPolicy.REFINE) {
            assertThat(severalCalls)
                    .as("seed %d, rounds with several calls", seed)
                    .isGreaterThan(ROUNDS / 10);
        }
    }

    /** Random documents, nodes and limits, and what became of them. */
    private static final class Case {

        private final String label;
        private final Map<String, String> texts = new HashMap<>();
        private final List<ScoredNode> nodes = new ArrayList<>();
        private final Tokenizer tokenizer;
        private final ScriptedModel model;
        private final CompactSynthesizer synthesizer;
        private final OverflowPolicy overflow;
        private final Query query;
        private SynthesisPlan plan = new SynthesisPlan(List.of(), List.of());

        Case(Random random, OverflowPolicy overflow, String round) {
            this.overflow = overflow;
            this.tokenizer = TOKENIZERS.get(random.nextInt(TOKENIZERS.size()));
            this.label = round + ", " + tokenizer.name();
            int output = 1 + random.nextInt(30);
            ModelLimits limits =
                    new ModelLimits(2 * output + 30 + random.nextInt(random.nextBoolean() ? 60 : 500), output);
            String answer = words(random, 1 + random.nextInt(40));
            this.model = new ScriptedModel(limits, tokenizer, prompt -> ScriptedModel.said(cut(answer, output)));
            this.synthesizer = CompactSynthesizer.builder(model)
                    .overflow(overflow)
                    .templates(random.nextBoolean() ? PromptTemplates.defaults() : BARE)
                    .build();
            this.query = Query.of(words(random, 1 + random.nextInt(8)));
            for (int i = 0; i < 3; i++) {
                texts.put("doc-" + i, words(random, 1 + random.nextInt(150)));
            }
            int count = random.nextInt(12);
            for (int i = 0; i < count; i++) {
                nodes.add(node(random, i));
            }
        }

        private ScoredNode node(Random random, int ordinal) {
            String id = "doc-" + random.nextInt(texts.size());
            String text = texts.get(id);
            int start = random.nextInt(text.length());
            int end = start + random.nextInt(text.length() - start + 1);
            Metadata metadata =
                    random.nextBoolean() ? Metadata.empty() : Metadata.of(MetadataKeys.TITLE, words(random, 3));
            Span span = new Span(start, end);
            return new ScoredNode(
                    Node.of(id, ordinal, span, span.of(text), metadata), random.nextDouble(), ScoreKind.COSINE);
        }

        private String cut(String answer, int maxTokens) {
            TokenSpans tokens = tokenizer.tokenize(answer);
            return tokens.size() <= maxTokens ? answer : answer.substring(0, tokens.end(maxTokens - 1));
        }

        /** Returns whether the window had room; a refusal must say that it had not. */
        boolean run() {
            try {
                plan = synthesizer.plan(query, nodes);
            } catch (SynthesisException e) {
                assertThat(e).as(label).hasMessageStartingWith("Could not fit ");
                return false;
            }
            Response response = synthesizer.synthesize(query, nodes);
            assertThat(response.usage().modelCalls()).as(label).isEqualTo(model.prompts.size());
            assertThat(response.sources().stream()
                            .filter(source -> source.use() == SourceReference.Use.LEFT_OUT)
                            .map(SourceReference::number)
                            .toList())
                    .as(label)
                    .isEqualTo(plan.leftOut());
            return true;
        }

        void check() {
            assertThat(model.prompts.stream().map(Prompt::context).toList())
                    .as("%s: the plan is what happens", label)
                    .isEqualTo(plan.calls().stream()
                            .map(SynthesisPlan.Call::context)
                            .toList());
            model.prompts.forEach(this::checkPrompt);
            checkCoverage();
        }

        private void checkPrompt(Prompt prompt) {
            int tokens = prompt.messages().stream()
                    .mapToInt(message -> tokenizer.count(message.text()))
                    .sum();
            assertThat(tokens + prompt.maxOutputTokens())
                    .as("%s: window", label)
                    .isLessThanOrEqualTo(model.limits().contextTokens());
            assertThat(tokenizer.count(prompt.text()) + prompt.maxOutputTokens())
                    .as("%s: window, as one text", label)
                    .isLessThanOrEqualTo(model.limits().contextTokens());
            for (ContextPiece piece : prompt.context()) {
                assertThat(prompt.text()).as("%s: marker and text", label).contains(ContextText.of(piece));
                assertThat(piece.text()).as(label).isNotBlank();
            }
        }

        /** Pieces of a document never overlap; together they are the nodes, white space and what was left out aside. */
        private void checkCoverage() {
            Map<String, RangeSet<Integer>> shown = new HashMap<>();
            for (SynthesisPlan.Call call : plan.calls()) {
                for (ContextPiece piece : call.context()) {
                    RangeSet<Integer> seen =
                            shown.computeIfAbsent(piece.node().documentId(), id -> TreeRangeSet.create());
                    Range<Integer> range =
                            Range.closedOpen(piece.span().start(), piece.span().end());
                    assertThat(seen.intersects(range))
                            .as("%s: %s shown twice", label, range)
                            .isFalse();
                    seen.add(range);
                }
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                BitSet expected = new BitSet();
                nodes.stream()
                        .map(ScoredNode::node)
                        .filter(node -> node.documentId().equals(text.getKey()))
                        .forEach(node ->
                                expected.set(node.span().start(), node.span().end()));
                BitSet visible = new BitSet();
                RangeSet<Integer> seen = shown.getOrDefault(text.getKey(), TreeRangeSet.create());
                seen.asRanges().forEach(range -> visible.set(range.lowerEndpoint(), range.upperEndpoint()));
                for (int i = 0; i < text.getValue().length(); i++) {
                    if (Character.isWhitespace(text.getValue().charAt(i))) {
                        expected.clear(i);
                        visible.clear(i);
                    }
                }
                if (overflow == OverflowPolicy.REFINE) {
                    assertThat(visible).as("%s: all shown", label).isEqualTo(expected);
                } else {
                    visible.andNot(expected);
                    assertThat(visible.isEmpty())
                            .as("%s: nothing else shown", label)
                            .isTrue();
                }
            }
        }

        private static String words(Random random, int count) {
            String[] some = {
                "tide", "turns", "harbour.", "Gulls", "a", "caf\u00e9", "\uD83C\uDF0A", "moon!", "lighthousekeeper"
            };
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(some[random.nextInt(some.length)]).append(random.nextInt(6) == 0 ? "\n\n" : " ");
            }
            return text.toString().strip();
        }
    }
}

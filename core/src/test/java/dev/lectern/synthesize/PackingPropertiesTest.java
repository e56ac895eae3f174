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
import dev.lectern.model.Cancellation;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.Message;
import dev.lectern.model.ModelCapability;
import dev.lectern.model.ModelLimits;
import dev.lectern.model.Prompt;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoreKind;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any nodes, any window and any tokenizer; the seed is taken back as the system property {@code lectern.seed}. */
class PackingPropertiesTest {

    private static final int ROUNDS = 400;

    private static final List<Tokenizer> TOKENIZERS =
            List.of(WordTokenizer.create(), SeamTokenizers.blocks(), SeamTokenizers.runs());

    /** A mode, and the overflow policy where it takes one. */
    private record Way(ResponseMode mode, @Nullable OverflowPolicy overflow) {

        boolean showsAll() {
            return overflow != OverflowPolicy.DROP_LOWEST
                    && mode != ResponseMode.SIMPLE_SUMMARIZE
                    && mode != ResponseMode.NO_TEXT
                    && mode != ResponseMode.GENERATION;
        }

        boolean takesSeveralCalls() {
            return showsAll() && mode != ResponseMode.CONTEXT_ONLY;
        }
    }

    static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (ResponseMode mode : ResponseMode.values()) {
            if (mode == ResponseMode.COMPACT) {
                List.of(OverflowPolicy.values()).forEach(overflow -> ways.add(new Way(mode, overflow)));
            } else {
                ways.add(new Way(mode, null));
            }
        }
        return ways;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void synthesize_anything_keepsTheRulesOfPacking(Way way) {
        long seed = Long.getLong("lectern.seed", 20_261_124L);
        Random random = new Random(seed);
        int answered = 0;
        int severalCalls = 0;

        for (int round = 0; round < ROUNDS; round++) {
            Case one = new Case(random, way, "seed %d, round %d".formatted(seed, round));
            if (one.run()) {
                one.check();
                answered++;
                severalCalls += one.model.prompts.size() > 1 ? 1 : 0;
            }
        }

        assertThat(answered).as("seed %d, rounds with room for an answer", seed).isGreaterThan(ROUNDS / 2);
        if (way.takesSeveralCalls()) {
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
        private final ModeSynthesizer synthesizer;
        private final Way way;
        private final boolean parallel;
        private final AnswerEvents events = new AnswerEvents();
        private final Query query;
        private SynthesisPlan plan = new SynthesisPlan(ResponseMode.COMPACT, List.of(), List.of(), Map.of());

        Case(Random random, Way way, String round) {
            this.way = way;
            this.tokenizer = TOKENIZERS.get(random.nextInt(TOKENIZERS.size()));
            this.label = round + ", " + tokenizer.name();
            int output = 1 + random.nextInt(30);
            ModelLimits limits =
                    new ModelLimits(2 * output + 30 + random.nextInt(random.nextBoolean() ? 60 : 500), output);
            String answer = words(random, 1 + random.nextInt(40));
            this.model = new ScriptedModel(limits, tokenizer, prompt -> ScriptedModel.said(reply(answer, prompt)));
            if (random.nextInt(4) == 0) {
                model.capabilities = Set.of(ModelCapability.PLAIN_TEXT);
            }
            this.parallel = random.nextInt(4) == 0;
            ModeSynthesizer.Builder builder = ModeSynthesizer.builder(way.mode(), model)
                    .templates(random.nextInt(4) == 0 ? PromptTemplates.defaults() : templates(random))
                    .filter(random.nextInt(4) == 0 ? AnswerFilter.STRUCTURED : AnswerFilter.NONE)
                    .parallel(parallel ? 2 + random.nextInt(3) : 1);
            if (way.overflow() != null) {
                builder.overflow(way.overflow());
            }
            this.synthesizer = builder.build();
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

        /** Mostly short ones, which leave small windows to the nodes and have a seam at each place; any order of places, some of them twice. */
        private static PromptTemplates templates(Random random) {
            return new PromptTemplates(
                    template(random, "{context}", "{query}"),
                    template(random, "{context}", "{query}", "{existing_answer}"),
                    template(random, "{answers}", "{query}"),
                    template(random, "{query}"));
        }

        private static PromptTemplate template(Random random, String... places) {
            PromptTemplate chat = random.nextBoolean()
                    ? PromptTemplate.of(random.nextBoolean() ? "" : "Rules.", text(random, List.of(places)))
                    : turns(random, places);
            return chat.withPlain(text(random, List.of(places)));
        }

        /** Spreads the places over turns. */
        private static PromptTemplate turns(Random random, String... places) {
            List<Message> turns = new ArrayList<>();
            for (String place : places) {
                turns.add(new Message(
                        random.nextBoolean() ? Message.Role.USER : Message.Role.ASSISTANT,
                        text(random, List.of(place))));
            }
            Collections.shuffle(turns, random);
            return new PromptTemplate(turns, "");
        }

        private static String text(Random random, List<String> places) {
            String[] between = {"", "", " ", "\n", "\n\n", "Q", ": ", "{", "}", "{other}", "[1]", "caf\u00e9 "};
            List<String> order = new ArrayList<>(places);
            if (random.nextInt(4) == 0) {
                order.add("{query}");
            }
            Collections.shuffle(order, random);
            StringBuilder text = new StringBuilder(between[random.nextInt(between.length)]);
            order.forEach(place -> text.append(place).append(between[random.nextInt(between.length)]));
            return text.toString();
        }

        /** Says the answer as far as it may; where JSON is asked for, says of some sources that they hold none. */
        private String reply(String answer, Prompt prompt) {
            String text = cut(answer, prompt.maxOutputTokens());
            if (prompt.json() == null) {
                return text;
            }
            boolean holds = Math.floorMod(prompt.context().get(0).text().hashCode(), 3) > 0;
            return holds
                    ? "{\"sources_hold_answer\": true, \"answer\": \"" + text.replace("\n", "\\n") + "\"}"
                    : "{\"sources_hold_answer\": false}";
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
            Response response = synthesizer.stream(query, nodes, events, Cancellation.none());
            assertThat(events.text()).as("%s: streamed", label).isEqualTo(response.text());
            assertThat(response.usage().modelCalls()).as(label).isEqualTo(model.prompts.size());
            assertThat(response.sources().stream()
                            .filter(source -> source.use() == SourceReference.Use.LEFT_OUT)
                            .map(SourceReference::number)
                            .toList())
                    .as(label)
                    .isEqualTo(plan.leftOut());
            assertThat(response.sources().stream()
                            .mapToInt(SourceReference::leftOutChars)
                            .sum())
                    .as("%s: characters left out", label)
                    .isEqualTo(plan.leftOutChars().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            return true;
        }

        void check() {
            Map<List<ContextPiece>, SynthesisPlan.Call> showing = new HashMap<>();
            List<SynthesisPlan.Call> joining = new ArrayList<>();
            for (SynthesisPlan.Call call : plan.calls()) {
                if (call.kind() == SynthesisPlan.Kind.COMBINE) {
                    joining.add(call);
                } else {
                    showing.put(call.context(), call);
                }
            }
            List<Prompt> shown = model.prompts.stream()
                    .filter(prompt -> showing.containsKey(prompt.context()))
                    .toList();
            assertThat(shown).as("%s: the plan is what happens", label).hasSize(showing.size());
            if (!parallel) {
                assertThat(shown.stream().map(Prompt::context).toList())
                        .as("%s: in this order", label)
                        .isEqualTo(plan.calls().stream()
                                .filter(call -> call.kind() != SynthesisPlan.Kind.COMBINE)
                                .map(SynthesisPlan.Call::context)
                                .toList());
            }
            assertThat(model.prompts.size() - shown.size())
                    .as("%s: joining calls, less where answers were silent", label)
                    .isLessThanOrEqualTo(joining.size());
            shown.forEach(prompt -> checkPrompt(prompt, Objects.requireNonNull(showing.get(prompt.context()))));
            joining.stream()
                    .max(Comparator.comparingInt(SynthesisPlan.Call::maxInputTokens))
                    .ifPresent(largest -> model.prompts.stream()
                            .filter(prompt -> !showing.containsKey(prompt.context()))
                            .forEach(prompt -> checkWindow(prompt, largest)));
            checkOrder();
            checkCoverage();
            checkAgain();
        }

        /** Without listener the same calls give the same answer. */
        private void checkAgain() {
            Set<Prompt> before = Set.copyOf(model.prompts);
            model.prompts.clear();
            Response response = synthesizer.synthesize(query, nodes);
            assertThat(Set.copyOf(model.prompts))
                    .as("%s: the same calls", label)
                    .isEqualTo(before);
            assertThat(response.text()).as("%s: the same answer", label).isEqualTo(events.text());
        }

        /** Pieces stand in the order of the nodes, and those of one node in the order of its text. */
        private void checkOrder() {
            List<ContextPiece> all = plan.calls().stream()
                    .flatMap(call -> call.context().stream())
                    .toList();
            for (int i = 1; i < all.size(); i++) {
                ContextPiece before = all.get(i - 1);
                ContextPiece piece = all.get(i);
                assertThat(piece.number()).as("%s: order", label).isGreaterThanOrEqualTo(before.number());
                if (piece.number() == before.number()) {
                    assertThat(piece.span().start())
                            .as("%s: order within", label)
                            .isGreaterThanOrEqualTo(before.span().end());
                }
            }
        }

        private void checkPrompt(Prompt prompt, SynthesisPlan.Call call) {
            checkWindow(prompt, call);
            assertThat(prompt.maxOutputTokens()).as("%s: planned", label).isEqualTo(call.maxOutputTokens());
            int from = 0;
            for (ContextPiece piece : prompt.context()) {
                int at = prompt.text().indexOf(ContextText.of(piece), from);
                assertThat(at).as("%s: marker and text, in order", label).isNotNegative();
                from = at + 1;
                assertThat(piece.text()).as(label).isNotBlank();
            }
        }

        private void checkWindow(Prompt prompt, SynthesisPlan.Call call) {
            int tokens = prompt.messages().stream()
                    .mapToInt(message -> tokenizer.count(message.text()))
                    .sum();
            assertThat(tokens).as("%s: planned", label).isLessThanOrEqualTo(call.maxInputTokens());
            assertThat(call.maxInputTokens() + call.maxOutputTokens())
                    .as("%s: planned window", label)
                    .isLessThanOrEqualTo(model.limits().contextTokens());
            assertThat(tokens + prompt.maxOutputTokens())
                    .as("%s: window", label)
                    .isLessThanOrEqualTo(model.limits().contextTokens());
            assertThat(tokenizer.count(prompt.text()) + prompt.maxOutputTokens())
                    .as("%s: window, as one text", label)
                    .isLessThanOrEqualTo(model.limits().contextTokens());
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
                if (way.mode() == ResponseMode.CONTEXT_ONLY) {
                    assertThat(plan.calls()).isEmpty();
                } else if (way.showsAll()) {
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

package dev.lectern.synthesize;

import dev.lectern.embed.Tokenizer;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.LanguageModel;
import dev.lectern.retrieve.Query;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Shares out the model's window and says which call shows what, for every mode, before the first call.
 *
 * <p>The window holds rules, question, the answers that a call reads at their largest, its own answer at its largest, and nodes in what
 * is left; all counted with the model's own tokenizer. One thread at a time.
 */
final class Planner {

    private final LanguageModel model;
    private final PromptWriter writer;
    private final Tokenizer tokenizer;
    private final int maxOutputTokens;
    private final int reserve;
    private final Query query;
    private final List<ScoredNode> nodes;
    private final List<SynthesisPlan.Call> calls = new ArrayList<>();
    private List<List<ContextPiece>> packs = List.of();

    /**
     * Starts a plan.
     *
     * @param maxOutputTokens the size of an answer at most, not more than the model gives
     * @param reserve tokens to be left free in each prompt, 0 or more
     */
    Planner(
            LanguageModel model,
            PromptWriter writer,
            int maxOutputTokens,
            int reserve,
            Query query,
            List<ScoredNode> nodes) {
        this.model = model;
        this.writer = writer;
        this.tokenizer = model.tokenizer();
        this.maxOutputTokens = maxOutputTokens;
        this.reserve = reserve;
        this.query = query;
        this.nodes = nodes;
    }

    /** Plans an answer without sources. */
    SynthesisPlan generation(ResponseMode mode) {
        int fixed = fixed(SynthesisPlan.Kind.GENERATE);
        requireRoom(window() - fixed + 1);
        calls.add(new SynthesisPlan.Call(SynthesisPlan.Kind.GENERATE, List.of(), List.of(), fixed, maxOutputTokens));
        return plan(mode);
    }

    /** Plans an answer from the nodes. */
    SynthesisPlan plan(ResponseMode mode, OverflowPolicy overflow) {
        switch (mode) {
            case COMPACT -> {
                switch (overflow) {
                    case REFINE -> chain(false);
                    case TREE -> tree();
                    case DROP_LOWEST -> single();
                }
            }
            case REFINE -> chain(true);
            case SIMPLE_SUMMARIZE -> {
                packs = packer(answerRoom()).packCut(nodes);
                answers(maxOutputTokens);
            }
            case TREE_SUMMARIZE -> tree();
            case ACCUMULATE -> {
                packs = packer(answerRoom()).packEach(nodes);
                answers(maxOutputTokens);
            }
            case COMPACT_ACCUMULATE -> {
                packs = packer(answerRoom()).pack(nodes);
                answers(maxOutputTokens);
            }
            case GENERATION -> {
                return generation(mode);
            }
            case NO_TEXT -> {}
            case CONTEXT_ONLY -> packs = whole(tokenizer, nodes);
        }
        return plan(mode);
    }

    /** Returns all that the nodes hold, as one pack or none. */
    static List<List<ContextPiece>> whole(Tokenizer tokenizer, List<ScoredNode> nodes) {
        return new ContextPacker(tokenizer, Integer.MAX_VALUE, Integer.MAX_VALUE).pack(nodes);
    }

    private void single() {
        List<List<ContextPiece>> all = packer(answerRoom()).pack(nodes);
        packs = all.subList(0, Math.min(1, all.size()));
        answers(maxOutputTokens);
    }

    private void chain(boolean callPerNode) {
        int first = answerRoom();
        int later = window() - fixed(SynthesisPlan.Kind.REFINE) - maxOutputTokens;
        // While there is no answer, the next call asks like the first.
        int next = later < 1 ? first : Math.min(first, later);
        ContextPacker packer = new ContextPacker(tokenizer, first, next);
        packs = callPerNode ? packer.packEach(nodes) : packer.pack(nodes);
        if (packs.size() > 1) {
            requireRoom(later);
        }
        for (int i = 0; i < packs.size(); i++) {
            int asFirst = fixed(SynthesisPlan.Kind.ANSWER);
            int asLater = Math.max(asFirst, fixed(SynthesisPlan.Kind.REFINE) + maxOutputTokens);
            calls.add(new SynthesisPlan.Call(
                    i == 0 ? SynthesisPlan.Kind.ANSWER : SynthesisPlan.Kind.REFINE,
                    packs.get(i),
                    i == 0 ? List.of() : List.of(i - 1),
                    (i == 0 ? asFirst : asLater) + size(packs.get(i)),
                    maxOutputTokens));
        }
    }

    private void tree() {
        packs = packer(answerRoom()).pack(nodes);
        if (packs.size() < 2) {
            answers(maxOutputTokens);
            return;
        }
        int room = window() - fixed(SynthesisPlan.Kind.COMBINE);
        int around = PromptWriter.answerLineTokens(tokenizer);
        int inner = Math.min(maxOutputTokens, room / 2 - around);
        requireRoom(inner < 1 ? inner : room);
        int most = room / (inner + around);
        answers(inner);
        List<Integer> level = IntStream.range(0, calls.size()).boxed().toList();
        while (level.size() > 1) {
            level = joined(level, most, inner, around);
        }
    }

    /** Adds calls that join the answers of a level, of about equal size, and returns the level above. */
    private List<Integer> joined(List<Integer> level, int most, int inner, int around) {
        int groups = (level.size() + most - 1) / most;
        int output = groups == 1 ? maxOutputTokens : inner;
        List<Integer> above = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<Integer> inputs = level.subList(group * level.size() / groups, (group + 1) * level.size() / groups);
            if (inputs.size() == 1) {
                above.add(inputs.get(0));
                continue;
            }
            above.add(calls.size());
            int tokens = fixed(SynthesisPlan.Kind.COMBINE) + inputs.size() * (inner + around);
            calls.add(new SynthesisPlan.Call(SynthesisPlan.Kind.COMBINE, List.of(), inputs, tokens, output));
        }
        return above;
    }

    /** Adds a call for each pack that answers from it alone. */
    private void answers(int output) {
        for (List<ContextPiece> pack : packs) {
            int tokens = fixed(SynthesisPlan.Kind.ANSWER) + size(pack);
            calls.add(new SynthesisPlan.Call(SynthesisPlan.Kind.ANSWER, pack, List.of(), tokens, output));
        }
    }

    private SynthesisPlan plan(ResponseMode mode) {
        Map<Integer, Integer> chars = ContextPacker.leftOutChars(nodes, packs);
        Set<Integer> shown = new HashSet<>();
        packs.forEach(pack -> pack.forEach(piece -> shown.add(piece.number())));
        List<Integer> leftOut = chars.keySet().stream()
                .filter(number -> !shown.contains(number))
                .toList();
        return new SynthesisPlan(mode, calls, leftOut, chars);
    }

    private int answerRoom() {
        int room = window() - fixed(SynthesisPlan.Kind.ANSWER);
        requireRoom(room);
        return room;
    }

    private ContextPacker packer(int room) {
        return new ContextPacker(tokenizer, room, room);
    }

    private int size(List<ContextPiece> pack) {
        ContextPacker packer = packer(1);
        return pack.stream().mapToInt(packer::size).sum();
    }

    private int window() {
        return model.limits().contextTokens() - maxOutputTokens - reserve;
    }

    /** Counts a prompt without sources and answers; two more per message, for a token at each seam where values go in. */
    private int fixed(SynthesisPlan.Kind kind) {
        return writer.messages(kind, query.text(), "", "", "").stream()
                .mapToInt(message -> tokenizer.count(message.text()) + 2)
                .sum();
    }

    private void requireRoom(int tokens) {
        if (tokens < 1) {
            throw new SynthesisException(
                    model.name(),
                    "Could not fit the sources into " + model.name()
                            + ": rules, question, answer so far and answer take "
                            + (model.limits().contextTokens() - tokens) + " tokens of its window of "
                            + model.limits().contextTokens()
                            + ". Ask a shorter question, lower maxOutputTokens (" + maxOutputTokens
                            + "), retrieve fewer nodes, or use a model with a larger window.",
                    null);
        }
    }
}

package dev.lectern.synthesize;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.lectern.document.Document;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import dev.lectern.model.ContextPiece;
import dev.lectern.split.SentenceSplitter;
import dev.lectern.split.SplitException;
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs nodes into as few prompts as fit, in their order.
 *
 * <p>A node stays whole; only one that does not fit into an empty prompt is split, at sentence ends, and each part carries its number.
 * Text that an earlier piece of the same document shows already is not shown again. One thread at a time.
 */
final class ContextPacker {

    private final Tokenizer tokenizer;
    private final int firstBudget;
    private final int laterBudget;
    private final Map<String, RangeSet<Integer>> shown = new HashMap<>();
    private final List<List<ContextPiece>> packs = new ArrayList<>();
    private List<ContextPiece> open = new ArrayList<>();
    private int left;

    /**
     * Starts without packs.
     *
     * @param firstBudget tokens for the pieces of the first prompt, 1 or more
     * @param laterBudget tokens for the pieces of each later prompt, 1 or more
     */
    ContextPacker(Tokenizer tokenizer, int firstBudget, int laterBudget) {
        this.tokenizer = tokenizer;
        this.firstBudget = firstBudget;
        this.laterBudget = laterBudget;
        this.left = firstBudget;
    }

    /** Returns the pieces of each prompt, as few prompts as can be. */
    List<List<ContextPiece>> pack(List<ScoredNode> nodes) {
        pieces(nodes).forEach(this::place);
        closePack();
        return packs;
    }

    /** Returns the pieces of each prompt, where no prompt shows two nodes. */
    List<List<ContextPiece>> packEach(List<ScoredNode> nodes) {
        int number = 0;
        for (ContextPiece piece : pieces(nodes)) {
            if (piece.number() != number) {
                closePack();
                number = piece.number();
            }
            place(piece);
        }
        closePack();
        return packs;
    }

    /**
     * Returns the pieces of one prompt: all of them where they fit, else the beginnings of those that are longer than the others, at
     * sentence ends, so that each has an equal share of what the shorter ones leave.
     */
    List<List<ContextPiece>> packCut(List<ScoredNode> nodes) {
        List<ContextPiece> pieces = pieces(nodes);
        int share = share(pieces.stream().mapToInt(this::size).sorted().toArray());
        for (ContextPiece piece : pieces) {
            if (size(piece) <= share) {
                open.add(piece);
            } else {
                fitting(piece, share).stream().findFirst().ifPresent(open::add);
            }
        }
        closePack();
        return packs;
    }

    /** The largest size that all can have at most, so that together they fit. */
    private int share(int[] sorted) {
        int rest = firstBudget;
        for (int i = 0; i < sorted.length; i++) {
            int fair = rest / (sorted.length - i);
            if (sorted[i] > fair) {
                return fair;
            }
            rest -= sorted[i];
        }
        return Integer.MAX_VALUE;
    }

    /** Returns what is to be shown of each node, in order: text that an earlier one shows already is not in it. */
    private List<ContextPiece> pieces(List<ScoredNode> nodes) {
        List<ContextPiece> pieces = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ScoredNode scored = nodes.get(i);
            RangeSet<Integer> seen = of(shown, scored.node());
            for (Span span : unseen(scored.node(), seen)) {
                pieces.add(new ContextPiece(i + 1, scored.node(), scored.score(), span));
                seen.add(range(span));
            }
        }
        return pieces;
    }

    private void place(ContextPiece piece) {
        int size = size(piece);
        if (size > left && !open.isEmpty()) {
            closePack();
        }
        if (size > left) {
            parts(piece).forEach(this::place);
            return;
        }
        open.add(piece);
        left -= size;
    }

    private void closePack() {
        if (!open.isEmpty()) {
            packs.add(open);
            open = new ArrayList<>();
        }
        left = packs.isEmpty() ? firstBudget : laterBudget;
    }

    /** Counts a piece with its line and what separates it from the next; one more for a token that may span the seam. */
    int size(ContextPiece piece) {
        return tokenizer.count(ContextText.of(piece) + ContextText.SEPARATOR) + 1;
    }

    /** Splits a piece that is too large for an empty prompt, so that each part fits with its line. */
    private List<ContextPiece> parts(ContextPiece piece) {
        int budget = Math.min(left, laterBudget);
        List<ContextPiece> parts = fitting(piece, budget);
        if (parts.isEmpty()) {
            throw new SynthesisException(
                    piece.node().id(),
                    "Could not fit source " + piece.number() + " into a prompt: its title line takes " + line(piece)
                            + " tokens and there is room for " + budget
                            + ". Use a model with a larger window, or ask for a shorter answer.",
                    null);
        }
        return parts;
    }

    /** Splits a piece into parts that fit with their line; none where there is no room for any. */
    private List<ContextPiece> fitting(ContextPiece piece, int budget) {
        for (int room = budget - line(piece); room > 0; ) {
            List<ContextPiece> parts = parts(piece, room);
            int largest = parts.stream().mapToInt(this::size).max().orElse(0);
            if (largest <= budget) {
                return parts;
            }
            room -= largest - budget; // line and text together may make more tokens than apart
        }
        return List.of();
    }

    private int line(ContextPiece piece) {
        int start = piece.span().start();
        return size(new ContextPiece(piece.number(), piece.node(), piece.score(), new Span(start, start)));
    }

    private List<ContextPiece> parts(ContextPiece piece, int maxTokens) {
        Document whole =
                Document.of(piece.node().id(), piece.text(), piece.node().metadata());
        try {
            return SentenceSplitter.byTokens(tokenizer, maxTokens, 0).split(whole).stream()
                    .map(part -> new ContextPiece(
                            piece.number(),
                            piece.node(),
                            piece.score(),
                            part.span().shift(piece.span().start())))
                    .toList();
        } catch (SplitException e) {
            throw new SynthesisException(
                    piece.node().id(),
                    "Could not fit source " + piece.number() + " into a prompt: with its title line there is room for "
                            + maxTokens + " tokens, and a single character takes more."
                            + " Use a model with a larger window, or ask for a shorter answer.",
                    e);
        }
    }

    /** Returns by number of a node how many of its characters no pack shows, not even as a piece of another; without zeros. */
    static Map<Integer, Integer> leftOutChars(List<ScoredNode> nodes, List<List<ContextPiece>> packs) {
        Map<String, RangeSet<Integer>> shown = new HashMap<>();
        packs.forEach(pack -> pack.forEach(piece -> of(shown, piece.node()).add(range(piece.span()))));
        Map<Integer, Integer> chars = new TreeMap<>();
        for (int number = 1; number <= nodes.size(); number++) {
            Node node = nodes.get(number - 1).node();
            int unseen = unseen(node, of(shown, node)).stream()
                    .mapToInt(Span::length)
                    .sum();
            if (unseen > 0) {
                chars.put(number, unseen);
            }
        }
        return chars;
    }

    private static RangeSet<Integer> of(Map<String, RangeSet<Integer>> shown, Node node) {
        return shown.computeIfAbsent(node.documentId(), id -> TreeRangeSet.create());
    }

    private static Range<Integer> range(Span span) {
        return Range.closedOpen(span.start(), span.end());
    }

    /** Returns the parts of a node that are not shown yet, in order and without white space around. */
    private static List<Span> unseen(Node node, RangeSet<Integer> seen) {
        List<Span> parts = new ArrayList<>();
        for (Range<Integer> gap :
                seen.complement().subRangeSet(range(node.span())).asRanges()) {
            Span span = new Span(gap.lowerEndpoint(), gap.upperEndpoint());
            String text = span.shift(-node.span().start()).of(node.text());
            if (!text.isBlank()) {
                int leading = text.length() - text.stripLeading().length();
                parts.add(new Span(
                        span.start() + leading,
                        span.start() + text.stripTrailing().length()));
            }
        }
        return parts;
    }
}

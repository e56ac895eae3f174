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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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

    /** Returns the pieces of each prompt. */
    List<List<ContextPiece>> pack(List<ScoredNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            ScoredNode scored = nodes.get(i);
            RangeSet<Integer> seen = of(shown, scored.node());
            for (Span span : unseen(scored.node(), seen)) {
                place(new ContextPiece(i + 1, scored.node(), scored.score(), span));
                seen.add(range(span));
            }
        }
        closePack();
        return packs;
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
    private int size(ContextPiece piece) {
        return tokenizer.count(ContextText.of(piece) + ContextText.SEPARATOR) + 1;
    }

    /** Splits a piece that is too large for an empty prompt, so that each part fits with its line. */
    private List<ContextPiece> parts(ContextPiece piece) {
        int budget = Math.min(left, laterBudget);
        int start = piece.span().start();
        int line = size(new ContextPiece(piece.number(), piece.node(), piece.score(), new Span(start, start)));
        for (int room = budget - line; room > 0; ) {
            List<ContextPiece> parts = parts(piece, room);
            int largest = parts.stream().mapToInt(this::size).max().orElse(0);
            if (largest <= budget) {
                return parts;
            }
            room -= largest - budget; // line and text together may make more tokens than apart
        }
        throw new SynthesisException(
                piece.node().id(),
                "Could not fit source " + piece.number() + " into a prompt: its title line takes " + line
                        + " tokens and there is room for " + budget
                        + ". Use a model with a larger window, or ask for a shorter answer.",
                null);
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

    /** Returns the numbers of the nodes of which the packs show neither a piece nor, as pieces of others, all the text. */
    static List<Integer> leftOut(List<ScoredNode> nodes, List<List<ContextPiece>> packs) {
        Map<String, RangeSet<Integer>> shown = new HashMap<>();
        Set<Integer> numbers = new HashSet<>();
        for (List<ContextPiece> pack : packs) {
            for (ContextPiece piece : pack) {
                numbers.add(piece.number());
                of(shown, piece.node()).add(range(piece.span()));
            }
        }
        return IntStream.rangeClosed(1, nodes.size())
                .filter(number -> !numbers.contains(number))
                .filter(number -> {
                    Node node = nodes.get(number - 1).node();
                    return !unseen(node, of(shown, node)).isEmpty();
                })
                .boxed()
                .toList();
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

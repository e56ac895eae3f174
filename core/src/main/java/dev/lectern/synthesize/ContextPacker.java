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
import dev.lectern.store.ScoredNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            for (Span span : unseen(scored.node())) {
                place(new ContextPiece(i + 1, scored.node(), scored.score(), span));
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
        String text = piece.text();
        int line = size(piece) - tokenizer.count(text);
        int room = Math.min(left, laterBudget) - line;
        if (room < 1) {
            throw new SynthesisException(
                    piece.node().id(),
                    "Could not fit source " + piece.number() + " into a prompt: its title line takes " + line
                            + " tokens and there is room for " + Math.min(left, laterBudget)
                            + ". Use a model with a larger window, or ask for a shorter answer.",
                    null);
        }
        Document whole = Document.of(piece.node().id(), text);
        return SentenceSplitter.byTokens(tokenizer, room, 0).split(whole).stream()
                .map(part -> new ContextPiece(
                        piece.number(),
                        piece.node(),
                        piece.score(),
                        part.span().shift(piece.span().start())))
                .toList();
    }

    /** Returns the parts of a node that no earlier piece shows, in order and without white space around, and notes them as shown. */
    private List<Span> unseen(Node node) {
        RangeSet<Integer> seen = shown.computeIfAbsent(node.documentId(), id -> TreeRangeSet.create());
        Range<Integer> own = Range.closedOpen(node.span().start(), node.span().end());
        List<Span> parts = new ArrayList<>();
        for (Range<Integer> gap : seen.complement().subRangeSet(own).asRanges()) {
            Span span = new Span(gap.lowerEndpoint(), gap.upperEndpoint());
            String text = span.shift(-own.lowerEndpoint()).of(node.text());
            if (!text.isBlank()) {
                int leading = text.length() - text.stripLeading().length();
                parts.add(new Span(
                        span.start() + leading,
                        span.start() + text.stripTrailing().length()));
            }
        }
        if (!own.isEmpty()) {
            seen.add(own);
        }
        return parts;
    }
}

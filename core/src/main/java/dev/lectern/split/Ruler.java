package dev.lectern.split;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;

/** Measures one text in a splitter's unit: how far a size reaches, forwards and backwards. */
abstract class Ruler {

    /** Returns the furthest offset so that {@code [start, offset)} has at most {@code size} units. */
    abstract int reach(int start, int size);

    /** Returns the nearest offset so that {@code [offset, end)} has at most {@code size} units. */
    abstract int reachBack(int end, int size);

    /** Returns the size of a piece as it will be counted once it stands alone. */
    abstract int sizeAlone(int start, int end);

    /** Tells whether pieces cut at white space have the size that {@link #reach} says, so that nobody need count again. */
    abstract boolean isExactAtSpaces();

    /** Measures in UTF-16 code units. */
    static Ruler chars(String text) {
        return new Ruler() {
            @Override
            int reach(int start, int size) {
                return (int) Math.min(text.length(), (long) start + size);
            }

            @Override
            int reachBack(int end, int size) {
                return Math.max(0, end - size);
            }

            @Override
            int sizeAlone(int start, int end) {
                return end - start;
            }

            @Override
            boolean isExactAtSpaces() {
                return true;
            }
        };
    }

    /** Measures in tokens; the text is tokenized once. */
    static Ruler tokens(String text, Tokenizer tokenizer) {
        TokenSpans tokens = tokenizer.tokenize(text);
        return new Ruler() {
            @Override
            int reach(int start, int size) {
                int first = tokens.firstFrom(start);
                return size >= tokens.size() - first ? text.length() : tokens.start(first + size);
            }

            @Override
            int reachBack(int end, int size) {
                int first = tokens.firstFrom(end) - size;
                return first <= 0 ? 0 : Math.min(end, tokens.start(first));
            }

            @Override
            int sizeAlone(int start, int end) {
                return tokenizer.count(text.substring(start, end));
            }

            @Override
            boolean isExactAtSpaces() {
                return tokenizer.isLocal();
            }
        };
    }
}

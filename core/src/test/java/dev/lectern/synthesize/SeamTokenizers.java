package dev.lectern.synthesize;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;

/** Tokenizers for which the parts of a text do not count as much as the whole. */
final class SeamTokenizers {

    private SeamTokenizers() {}

    /** Four chars each from the start of the text on, whatever they are: a token may span any seam. */
    static Tokenizer blocks() {
        return new Spans("blocks") {
            @Override
            public TokenSpans tokenize(CharSequence text) {
                TokenSpans.Builder tokens = TokenSpans.builder();
                for (int i = 0; i < text.length(); i += 4) {
                    tokens.add(i, Math.min(i + 4, text.length()));
                }
                return tokens.build();
            }
        };
    }

    /** Words, and runs of white space between words: joined texts have a token more than both apart. */
    static Tokenizer runs() {
        return new Spans("runs") {
            @Override
            public TokenSpans tokenize(CharSequence text) {
                TokenSpans.Builder tokens = TokenSpans.builder();
                int end = text.toString().stripTrailing().length();
                int from = end == 0
                        ? 0
                        : text.length() - text.toString().stripLeading().length();
                while (from < end) {
                    int to = from + 1;
                    boolean space = Character.isWhitespace(text.charAt(from));
                    while (to < end && Character.isWhitespace(text.charAt(to)) == space) {
                        to++;
                    }
                    tokens.add(from, to);
                    from = to;
                }
                return tokens.build();
            }
        };
    }

    private abstract static class Spans implements Tokenizer {

        private final String name;

        Spans(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int count(CharSequence text) {
            return tokenize(text).size();
        }
    }
}

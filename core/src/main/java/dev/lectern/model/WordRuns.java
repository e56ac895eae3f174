package dev.lectern.model;

import dev.lectern.embed.TokenSpans;
import dev.lectern.embed.Tokenizer;

/** Counts runs of letters and digits, and each other character that is not white space. Immutable. */
final class WordRuns implements Tokenizer {

    @Override
    public String name() {
        return "word-runs";
    }

    @Override
    public int count(CharSequence text) {
        return tokenize(text).size();
    }

    @Override
    public TokenSpans tokenize(CharSequence text) {
        TokenSpans.Builder spans = TokenSpans.builder();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && Character.isLetterOrDigit(Character.codePointAt(text, at))) {
                at += Character.charCount(Character.codePointAt(text, at));
            }
            if (at == start) {
                int point = Character.codePointAt(text, at);
                at += Character.charCount(point);
                if (Character.isWhitespace(point)) {
                    continue;
                }
            }
            spans.add(start, at);
        }
        return spans.build();
    }

    @Override
    public boolean isLocal() {
        return true;
    }
}

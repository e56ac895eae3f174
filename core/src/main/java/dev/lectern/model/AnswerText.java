package dev.lectern.model;

import dev.lectern.document.Span;
import dev.lectern.embed.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Writes the answer: a paragraph per document, the number of the source after each run of neighbouring sentences. */
final class AnswerText {

    private final int maxTokens;
    private final Tokenizer tokenizer;
    private final List<String> pieces = new ArrayList<>();
    private final List<Quote> quotes = new ArrayList<>();
    private int tokens;
    private int length;
    private boolean leftOut;

    AnswerText(String existing, int maxTokens, Tokenizer tokenizer) {
        this.maxTokens = maxTokens;
        this.tokenizer = tokenizer;
        this.tokens = tokenizer.count(existing);
        if (!existing.isEmpty()) {
            append(existing);
        }
    }

    /** Adds a sentence to {@code chosen} if it still fits with its marker. */
    void reserve(SourceSentence sentence, List<SourceSentence> chosen) {
        int needed = tokenizer.count(sentence.text()) + tokenizer.count(marker(sentence));
        if (tokens + needed > maxTokens) {
            leftOut = true;
            return;
        }
        tokens += needed;
        chosen.add(sentence);
    }

    /** Writes the sentences of one document as a paragraph. */
    void add(List<SourceSentence> paragraph) {
        for (int i = 0; i < paragraph.size(); i++) {
            SourceSentence sentence = paragraph.get(i);
            String before = length == 0 ? "" : i == 0 ? "\n\n" : " ";
            int start = length + before.length();
            boolean run = i + 1 < paragraph.size()
                    && sentence.isFollowedBy(paragraph.get(i + 1))
                    && sentence.number() == paragraph.get(i + 1).number();
            append(before + sentence.text() + (run ? "" : " " + marker(sentence)));
            Span answerSpan = new Span(start, start + sentence.text().length());
            quotes.add(new Quote(answerSpan, sentence.number(), sentence.documentId(), sentence.span()));
        }
    }

    /** Hands the pieces to the sink and returns the whole. */
    Completion complete(int inputTokens, CompletionSink sink) {
        FinishReason reason = leftOut ? FinishReason.LENGTH : FinishReason.STOP;
        if (pieces.isEmpty() && !leftOut) {
            append(ExtractiveModel.NO_ANSWER_TEXT);
            reason = FinishReason.NO_ANSWER;
        }
        pieces.forEach(sink::text);
        String text = String.join("", pieces);
        return new Completion(text, reason, new TokenUsage(inputTokens, tokenizer.count(text)), quotes);
    }

    private void append(String piece) {
        pieces.add(piece);
        length += piece.length();
    }

    private static String marker(SourceSentence sentence) {
        return "[" + sentence.number() + "]";
    }
}

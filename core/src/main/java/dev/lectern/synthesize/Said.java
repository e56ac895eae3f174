package dev.lectern.synthesize;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.lectern.document.Span;
import dev.lectern.failure.LecternException;
import dev.lectern.model.Completion;
import dev.lectern.model.ContextPiece;
import dev.lectern.model.FinishReason;
import dev.lectern.model.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a plan gave, or several of them together. Immutable.
 *
 * @param context what the answer was made of
 * @param failure why there is no answer; null where the call succeeded
 */
record Said(
        String text,
        FinishReason finishReason,
        List<Quote> quotes,
        List<ContextPiece> context,
        @Nullable LecternException failure) {

    static Said of(Completion completion, List<ContextPiece> context) {
        return new Said(completion.text(), completion.finishReason(), completion.quotes(), context, null);
    }

    static Said failed(LecternException failure) {
        return new Said("", FinishReason.NOT_CALLED, List.of(), List.of(), failure);
    }

    /** Tells whether there is no answer in it, whatever its words. */
    boolean isSilent() {
        return isSilent(finishReason, text);
    }

    static boolean isSilent(FinishReason reason, String text) {
        return reason == FinishReason.NO_ANSWER
                || reason == FinishReason.FILTERED
                || reason == FinishReason.NOT_CALLED
                || text.isBlank();
    }

    /** Puts answers one below the other. */
    static Said joined(List<Said> answers) {
        StringBuilder text = new StringBuilder();
        List<Quote> quotes = new ArrayList<>();
        for (Said answer : answers) {
            if (!text.isEmpty()) {
                text.append("\n\n");
            }
            int offset = text.length();
            text.append(answer.text());
            answer.quotes().forEach(quote -> quotes.add(quote.shift(offset)));
        }
        List<ContextPiece> context =
                answers.stream().flatMap(answer -> answer.context().stream()).toList();
        boolean cut = answers.stream().anyMatch(answer -> answer.finishReason() == FinishReason.LENGTH);
        return new Said(
                text.toString(), cut ? FinishReason.LENGTH : FinishReason.STOP, List.copyOf(quotes), context, null);
    }

    /** Returns what the answers quote word for word, as pieces of their sources, each stretch of text once. */
    static List<ContextPiece> quoted(List<Said> answers) {
        List<ContextPiece> pieces = new ArrayList<>();
        Map<String, RangeSet<Integer>> taken = new HashMap<>();
        for (Said answer : answers) {
            for (Quote quote : answer.quotes()) {
                RangeSet<Integer> seen = taken.computeIfAbsent(quote.documentId(), id -> TreeRangeSet.create());
                answer.context().stream()
                        .filter(piece -> piece.node().documentId().equals(quote.documentId()))
                        .flatMap(piece -> part(piece, quote.documentSpan()))
                        .forEach(part -> {
                            Range<Integer> range = Range.closedOpen(
                                    part.span().start(), part.span().end());
                            if (!seen.intersects(range)) {
                                seen.add(range);
                                pieces.add(part);
                            }
                        });
            }
        }
        return pieces;
    }

    private static Stream<ContextPiece> part(ContextPiece piece, Span quoted) {
        int start = Math.max(piece.span().start(), quoted.start());
        int end = Math.min(piece.span().end(), quoted.end());
        return start >= end
                ? Stream.empty()
                : Stream.of(new ContextPiece(piece.number(), piece.node(), piece.score(), new Span(start, end)));
    }

    AnswerPart part(SynthesisPlan.Call call, String question) {
        return new AnswerPart(call.kind(), question, call.numbers(), text, quotes, finishReason, failure);
    }

    /** Returns the places of those that hold an answer. */
    static List<Integer> answering(List<Said> answers) {
        return IntStream.range(0, answers.size())
                .filter(i -> !answers.get(i).isSilent())
                .boxed()
                .toList();
    }
}

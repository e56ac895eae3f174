package dev.lectern.synthesize;

import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import dev.lectern.store.ScoredNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Tells which sources an answer points to: by a quote, or by a number in square brackets. */
final class Citations {

    /** {@code [3]} or {@code [1, 3]}. */
    private static final Pattern MARK = Pattern.compile("\\[(\\d{1,6}(?:\\s*,\\s*\\d{1,6})*)\\]");

    private Citations() {}

    static List<SourceReference> references(
            List<ScoredNode> nodes, SynthesisPlan plan, String answer, List<Quote> quotes) {
        Set<Integer> cited = cited(answer, quotes);
        quotes.forEach(quote -> cited.add(quote.number()));
        Set<Integer> leftOut = Set.copyOf(plan.leftOut());
        return IntStream.rangeClosed(1, nodes.size())
                .mapToObj(number -> new SourceReference(
                        number,
                        nodes.get(number - 1),
                        leftOut.contains(number)
                                ? SourceReference.Use.LEFT_OUT
                                : cited.contains(number) ? SourceReference.Use.CITED : SourceReference.Use.GIVEN,
                        plan.leftOutChars().getOrDefault(number, 0)))
                .toList();
    }

    /** A mark inside a quote is the document's own, such as the number of a footnote. */
    private static Set<Integer> cited(String answer, List<Quote> quotes) {
        Set<Integer> numbers = new HashSet<>();
        Matcher mark = MARK.matcher(answer);
        while (mark.find()) {
            Span place = new Span(mark.start(), mark.end());
            if (quotes.stream().anyMatch(quote -> quote.answerSpan().contains(place))) {
                continue;
            }
            for (String number : mark.group(1).split("\\s*,\\s*", -1)) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }
}

package dev.lectern.synthesize;

import dev.lectern.model.Quote;
import dev.lectern.store.ScoredNode;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Tells which sources an answer points to: by a quote, or by a mark. */
final class Citations {

    private Citations() {}

    static List<SourceReference> references(
            List<ScoredNode> nodes, SynthesisPlan plan, String answer, List<Quote> quotes) {
        Set<Integer> cited = SourceMarks.cited(answer, quotes, nodes.size());
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
}

package dev.lectern.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.Metadata;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.model.Quote;
import dev.lectern.store.ScoredNode;
import dev.lectern.synthesize.SourceReference.Use;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CitationsTest {

    @Test
    void references_numbersInBrackets_areCited() {
        assertThat(uses("So [1, 3].")).containsExactly(Use.CITED, Use.GIVEN, Use.CITED);
        assertThat(uses("So [2][3].")).containsExactly(Use.GIVEN, Use.CITED, Use.CITED);
    }

    @Test
    void references_numberWithoutSource_isIgnored() {
        assertThat(uses("So [4] and [0] and [999999].")).containsOnly(Use.GIVEN);
    }

    @Test
    void references_quote_citesItsSource() {
        assertThat(uses("So.", new Quote(new Span(0, 3), 2, "doc", new Span(0, 3))))
                .containsExactly(Use.GIVEN, Use.CITED, Use.GIVEN);
    }

    @Test
    void references_footnoteInsideQuote_citesNothing() {
        String answer = "Built in 1871.[3] [1]";

        assertThat(uses(answer, new Quote(new Span(0, 17), 1, "doc", new Span(0, 17))))
                .containsExactly(Use.CITED, Use.GIVEN, Use.GIVEN);
    }

    private static List<Use> uses(String answer, Quote... quotes) {
        ScoredNode node = ScoredNode.unscored(Node.of("doc", 0, new Span(0, 4), "tide", Metadata.empty()));
        SynthesisPlan plan = new SynthesisPlan(ResponseMode.COMPACT, List.of(), List.of(), Map.of());
        return Citations.references(List.of(node, node, node), plan, answer, List.of(quotes)).stream()
                .map(SourceReference::use)
                .toList();
    }
}

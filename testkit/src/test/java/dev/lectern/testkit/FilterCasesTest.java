package dev.lectern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.document.MetadataValue;
import dev.lectern.document.Node;
import dev.lectern.store.Filter;
import dev.lectern.store.FilterEvaluator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FilterCasesTest {

    private final FilterCases cases = new FilterCases(new Random(20_261_101L));

    private final List<Node> nodes =
            cases.documents(100).stream().flatMap(each -> each.nodes().stream()).toList();

    @Test
    void filter_manyTimes_oftenKeepsSomeAndNotAll() {
        int telling = 0;
        for (int i = 0; i < 1_000; i++) {
            Filter filter = cases.filter(3);
            long kept = nodes.stream()
                    .filter(node -> FilterEvaluator.matches(filter, node))
                    .count();
            telling += kept > 0 && kept < nodes.size() ? 1 : 0;
        }

        assertThat(telling).isGreaterThan(300);
    }

    @Test
    void filter_manyTimes_comparesEveryKindByEveryOperator() {
        Set<String> seen = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        for (int i = 0; i < 5_000; i++) {
            if (cases.filter(0) instanceof Filter.Comparison comparison) {
                String kind = kind(comparison.value());
                seen.add(comparison.operator() + " " + kind);
                if (nodes.stream().anyMatch(node -> FilterEvaluator.matches(comparison, node))) {
                    held.add(comparison.operator() + " " + kind);
                }
            }
        }

        // A boolean has no order and holds nothing; a list has no order, and is held by nothing; numbers and instants
        // hold nothing.
        assertThat(seen).hasSize(Filter.Operator.values().length * 6);
        assertThat(held)
                .containsExactly(
                        "CONTAINS Text",
                        "EQ Bool",
                        "EQ Decimal",
                        "EQ Moment",
                        "EQ Text",
                        "EQ TextList",
                        "EQ WholeNumber",
                        "GT Decimal",
                        "GT Moment",
                        "GT Text",
                        "GT WholeNumber",
                        "GTE Decimal",
                        "GTE Moment",
                        "GTE Text",
                        "GTE WholeNumber",
                        "LT Decimal",
                        "LT Moment",
                        "LT Text",
                        "LT WholeNumber",
                        "LTE Decimal",
                        "LTE Moment",
                        "LTE Text",
                        "LTE WholeNumber");
    }

    private static String kind(MetadataValue value) {
        return value.getClass().getSimpleName();
    }
}

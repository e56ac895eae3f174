package dev.lectern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lectern.Randomised;
import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.store.Filter.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FilterEvaluatorTest {

    private static final List<String> KEYS = List.of("author", "page", "weight", "draft", "created_at", "tags", "none");

    private static final List<Object> VALUES =
            List.of("Ada", "tide", 3, 2.5, 4L, true, Instant.parse("2024-05-01T00:00:00Z"));

    private static final Node NODE = Node.of(
            "doc-1",
            0,
            new Span(0, 1),
            "x",
            Metadata.builder()
                    .set("author", "Ada")
                    .set("page", 3)
                    .set("weight", 2.5)
                    .set("draft", true)
                    .set("created_at", Instant.parse("2024-05-01T00:00:00Z"))
                    .set("tags", List.of("tide", "moon"))
                    .build());

    @Test
    void comparison_missingKey_isFalseAndItsNegationTrue() {
        List<Filter> conditions = List.of(
                Filter.eq("none", "x"),
                Filter.gt("none", 1),
                Filter.gte("none", 1),
                Filter.lt("none", 1),
                Filter.lte("none", 1),
                Filter.contains("none", "x"),
                Filter.in("none", List.of("x")),
                Filter.exists("none"));

        assertThat(conditions).noneMatch(FilterEvaluatorTest::matches);
        assertThat(conditions).allMatch(condition -> matches(Filter.not(condition)));
        assertThat(matches(Filter.ne("none", "x"))).isTrue();
        assertThat(matches(Filter.notIn("none", List.of("x")))).isTrue();
    }

    @Test
    void comparison_numbersOfBothKinds_compareByExactValue() {
        assertThat(matches(Filter.eq("page", 3.0))).isTrue();
        assertThat(matches(Filter.gt("weight", 2))).isTrue();
        assertThat(matches(Filter.lt("page", 3.0000001))).isTrue();
        assertThat(matches(Filter.in("page", List.of(1, 3)))).isTrue();
    }

    @Test
    void comparison_otherKind_isNeitherEqualNorOrdered() {
        assertThat(matches(Filter.eq("page", "3"))).isFalse();
        assertThat(matches(Filter.gte("page", "3"))).isFalse();
        assertThat(matches(Filter.lte("page", "3"))).isFalse();
        assertThat(matches(Filter.gte("draft", true))).isFalse();
        assertThat(matches(Filter.eq("draft", true))).isTrue();
    }

    @Test
    void comparison_instant_isInclusiveWhereItSaysSo() {
        Instant same = Instant.parse("2024-05-01T00:00:00Z");

        assertThat(matches(Filter.gte("created_at", same))).isTrue();
        assertThat(matches(Filter.lte("created_at", same))).isTrue();
        assertThat(matches(Filter.gt("created_at", same))).isFalse();
        assertThat(matches(Filter.lt("created_at", same.plusNanos(1)))).isTrue();
    }

    @Test
    void matches_comparisonOfAValue_saysWhatItSaysOfANodeThatHasIt() {
        MetadataValue three = MetadataValue.from(3.0);

        assertThat(FilterEvaluator.matches(new Filter.Comparison("page", Operator.GTE, MetadataValue.from(3)), three))
                .isTrue();
        assertThat(FilterEvaluator.matches(new Filter.Comparison("page", Operator.GT, MetadataValue.from(3)), three))
                .isFalse();
        assertThat(FilterEvaluator.equal(three, MetadataValue.from(3))).isTrue();
        assertThat(FilterEvaluator.equal(three, MetadataValue.from("3.0"))).isFalse();
    }

    @Test
    void contains_listAndText_findItemAndPart() {
        assertThat(matches(Filter.contains("tags", "moon"))).isTrue();
        assertThat(matches(Filter.contains("tags", "moo"))).isFalse();
        assertThat(matches(Filter.contains("author", "da"))).isTrue();
        assertThat(matches(Filter.contains("author", "DA"))).isFalse();
    }

    @Test
    void documentId_isAKeyLikeOthers() {
        assertThat(matches(Filter.eq(Filter.DOCUMENT_ID, "doc-1"))).isTrue();
        assertThat(matches(Filter.in(Filter.DOCUMENT_ID, List.of("doc-2")))).isFalse();
    }

    @Test
    void comparison_text_ordersByCodePoint() {
        Node node = Node.of("d", 0, new Span(0, 0), "", Metadata.of("word", "\uD83D\uDE00"));

        assertThat(FilterEvaluator.matches(Filter.gt("word", "\uFFFD"), node)).isTrue();
    }

    @Test
    void joins_withoutParts_areTrueForAndFalseForOr() {
        assertThat(matches(Filter.and())).isTrue();
        assertThat(matches(Filter.or())).isFalse();
    }

    @Test
    void deletion_ofAnEmptyConjunction_isRefused() {
        assertThatThrownBy(() -> Deletion.matching(Filter.and()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty AND");
    }

    @Test
    void not_ofNot_changesNothing() {
        Randomised.times(1_000, random -> {
            Filter filter = filter(random, 3);

            assertThat(matches(Filter.not(Filter.not(filter)))).isEqualTo(matches(filter));
        });
    }

    @Test
    void not_ofAJoin_followsDeMorgan() {
        Randomised.times(1_000, random -> {
            Filter left = filter(random, 3);
            Filter right = filter(random, 3);

            assertThat(matches(Filter.not(Filter.and(left, right))))
                    .isEqualTo(matches(Filter.or(Filter.not(left), Filter.not(right))));
            assertThat(matches(Filter.not(Filter.or(left, right))))
                    .isEqualTo(matches(Filter.and(Filter.not(left), Filter.not(right))));
        });
    }

    @Test
    void orEqual_anyKeyAndValue_isOrderOrEqual() {
        for (String key : KEYS) {
            for (Object value : VALUES) {
                boolean ordered = matches(Filter.gte(key, value)) || matches(Filter.lte(key, value));

                assertThat(matches(Filter.gte(key, value)))
                        .isEqualTo(matches(Filter.gt(key, value)) || (ordered && matches(Filter.eq(key, value))));
            }
        }
    }

    /** Returns a filter that nests up to {@code depth} joins. */
    private static Filter filter(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return condition(random);
        }
        List<Filter> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(filter(random, depth - 1));
        }
        return random.nextBoolean() ? new Filter.And(parts) : new Filter.Or(parts);
    }

    private static Filter condition(Random random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        Object value = VALUES.get(random.nextInt(VALUES.size()));
        return switch (random.nextInt(5)) {
            case 0 -> Filter.eq(key, value);
            case 1 -> Filter.gt(key, value);
            case 2 -> Filter.lte(key, value);
            case 3 -> Filter.in(key, List.of(value));
            default -> Filter.exists(key);
        };
    }

    private static boolean matches(Filter filter) {
        return FilterEvaluator.matches(filter, NODE);
    }
}
